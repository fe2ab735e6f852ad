namespace Telltale.Data.Layouts;

/// <summary>
/// Finds the images that a list names. Lists are written on other machines: a path may start at the folder of the list, or above it, or
/// be absolute there; then leading parts are dropped until the image exists.
/// </summary>
/// <param name="folder">Absolute path of the folder that the list is in.</param>
internal sealed class PathResolver(string folder)
{
    private int dropped;

    /// <summary>True for a file that can be opened: a link may lead nowhere, and a file may be closed to the user.</summary>
    public static bool CanOpen(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return true;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The absolute path of a named image; null where there is none. All names of a list are usually written alike.</summary>
    /// <param name="named">The path as written, with / or \.</param>
    public string? Find(string named)
    {
        if (named.Length == 0 || named.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }
        if (Path.IsPathRooted(named) && File.Exists(named))
        {
            return named;
        }
        string[] parts = [.. named.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
        foreach (var start in Enumerable.Range(0, parts.Length).OrderBy(start => start == dropped ? -1 : start))
        {
            var path = Path.GetFullPath(Path.Combine([folder, .. parts[start..]]));
            if (File.Exists(path))
            {
                dropped = start;
                return path;
            }
        }
        return null;
    }

    /// <summary>Where an image would be, for messages.</summary>
    public string Expected(string named) => Path.GetFullPath(Path.Combine(folder, named.Replace('\\', '/').Replace('\0', '?')));
}
