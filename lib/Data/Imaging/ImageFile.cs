using System.Text;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Opens image files, with an error message for each reason of failure.</summary>
internal static class ImageFile
{
    /// <summary>Opens a file for reading; the caller disposes it.</summary>
    /// <exception cref="ImageFileException">
    /// The file is missing, a directory, a dangling link, unreadable, empty, or larger than 2 GB.
    /// </exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var existing = Existing(path);
        try
        {
            var stream = new FileStream(existing, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var problem = stream.Length switch
            {
                0 => "The file is empty (0 bytes).",
                > int.MaxValue => $"The file has {stream.Length.Invariant("N0")} bytes; the limit is 2 GB.",
                _ => null,
            };
            if (problem is null)
            {
                return stream;
            }
            stream.Dispose();
            throw new ImageFileException(path, problem, "Copy or download it again, or remove it from the collection.");
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or (IOException and not ImageFileException))
        {
            throw new ImageFileException(path, "The file cannot be opened: " + cause.Message, "Check its permissions and the disk.", cause);
        }
    }

    private static string Existing(string path)
    {
        if (FileStatus.Of(path) is { Kind: { } kind } && !Directory.Exists(path))
        {
            throw new ImageFileException(path, $"This is {kind}, not a regular file.", "Remove it from the collection.");
        }
        if (File.Exists(path))
        {
            // On Unix a dangling link counts as existing.
            if (new FileInfo(path) is { LinkTarget: { } target } file
                && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            {
                throw new ImageFileException(
                    path, $"This is a link to {target}, which does not exist.", "Restore the target or remove the link.");
            }
            return path;
        }
        return DecomposedTwin(path) ?? throw (Directory.Exists(path)
            ? new ImageFileException(path, "This is a directory, not an image file.", "Use the images inside it, or rename the directory.")
            : new ImageFileException(
                path, "There is no such file.", "Check the path; relative paths start at " + Environment.CurrentDirectory + "."));
    }

    /// <summary>The file whose path differs in the form of its Unicode only, as on macOS; null for none or several.</summary>
    private static string? DecomposedTwin(string path)
    {
        if (Ascii.IsValid(path))
        {
            return null;
        }
        var found = Path.GetPathRoot(Path.GetFullPath(path))!;
        foreach (var part in Path.GetFullPath(path)[found.Length..].Split(Path.DirectorySeparatorChar))
        {
            var exact = Path.Combine(found, part);
            string[] twins = Path.Exists(exact) ? [exact] : !Directory.Exists(found) ? [] : [.. Directory.EnumerateFileSystemEntries(found)
                .Where(entry => UnicodeNames.Decomposed(Path.GetFileName(entry)) == UnicodeNames.Decomposed(part)).Take(2)];
            if (twins is not [var twin])
            {
                return null;
            }
            found = twin;
        }
        return File.Exists(found) ? found : null;
    }
}
