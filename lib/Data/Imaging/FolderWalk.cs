using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Every file below a folder, each once. Links to folders are followed after all real folders, and a folder that was visited, under
/// whatever name, is not visited again, so that links in a circle end and a file is found where it is, not where a link leads to it.
/// </summary>
internal sealed class FolderWalk
{
    /// <summary>Folders of thumbnails and other copies that tools put between the user's files.</summary>
    private static readonly HashSet<string> OfTools = new(["__MACOSX", "@eaDir", "$RECYCLE.BIN"], StringComparer.OrdinalIgnoreCase);

    private readonly List<Found> found = [];
    private readonly Dictionary<string, string> visited = new(StringComparer.Ordinal);
    private readonly Queue<(DirectoryInfo Link, string? Reason)> links = [];

    /// <summary>An entry of a folder.</summary>
    /// <param name="Path">Absolute path.</param>
    /// <param name="Reason">Why it is left out, known without looking at the file; null for none.</param>
    /// <param name="IsFolder">True for an empty folder, without a reason, and for a folder that was not entered, with one.</param>
    /// <param name="Detail">The folder that a link leads to; null for other entries.</param>
    public sealed record Found(string Path, string? Reason, bool IsFolder, string? Detail = null);

    /// <summary>The files in an order that is the same on every machine: by folder, in ordinal order of names.</summary>
    /// <param name="root">Absolute path of an existing folder.</param>
    public static IReadOnlyList<Found> Of(string root)
    {
        var walk = new FolderWalk();
        walk.Enter(new DirectoryInfo(root), null);
        while (walk.links.TryDequeue(out var linked))
        {
            walk.Enter(linked.Link, linked.Reason);
        }
        // The separator sorts before all other characters, so that the files of a folder follow each other.
        Found[] files = [.. walk.found];
        Array.Sort([.. files.Select(file => file.Path.Replace(Path.DirectorySeparatorChar, '\0'))], files, StringComparer.Ordinal);
        return files;
    }

    private void Enter(DirectoryInfo folder, string? reason)
    {
        var identity = FileIdentity.Of(folder.FullName)?.Key ?? folder.FullName;
        if (!visited.TryAdd(identity, folder.FullName))
        {
            found.Add(new(folder.FullName, "link to a folder that is read elsewhere", IsFolder: true, visited[identity]));
            return;
        }
        try
        {
            var before = found.Count;
            foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                Add(entry, reason ?? ReasonOf(entry));
            }
            if (found.Count == before && reason is null)
            {
                found.Add(new(folder.FullName, null, IsFolder: true));
            }
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            found.Add(new(folder.FullName, "folder that cannot be opened", IsFolder: true, closed.Message));
        }
    }

    private void Add(FileSystemInfo entry, string? reason)
    {
        if (entry is not DirectoryInfo inner)
        {
            found.Add(new(entry.FullName, reason, IsFolder: false));
        }
        else if (inner.LinkTarget is not null)
        {
            links.Enqueue((inner, reason));
        }
        else
        {
            Enter(inner, reason);
        }
    }

    private static string? ReasonOf(FileSystemInfo entry) =>
        OfTools.Contains(entry.Name) ? $"in {entry.Name}"
        : !entry.Name.StartsWith('.') ? null
        : entry is DirectoryInfo ? $"in the hidden folder {entry.Name}"
        : "hidden file";
}
