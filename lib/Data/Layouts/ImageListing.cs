namespace Telltale.Data.Layouts;

/// <summary>Lists the image files below a folder by their names; none is opened.</summary>
internal static class ImageListing
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Absolute paths in an order that is the same on every machine. Hidden entries and what archivers leave behind are passed over.
    /// </summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        var images = new List<string>();
        Collect(new DirectoryInfo(folder), images);
        return images;
    }

    private static void Collect(DirectoryInfo folder, List<string> images)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry.Name == "__MACOSX")
            {
                continue;
            }
            var before = images.Count;
            if (entry is DirectoryInfo inner && !LeadsUpward(inner))
            {
                Collect(inner, images);
            }
            // A directory named like an image, with no image inside, was meant to be one: whoever reads it says what is wrong.
            if (images.Count == before && Extensions.Contains(Path.GetExtension(entry.Name)))
            {
                images.Add(entry.FullName);
            }
        }
    }

    /// <summary>True for a link to a folder that it lies in, which would be walked for ever.</summary>
    private static bool LeadsUpward(DirectoryInfo folder) =>
        folder.LinkTarget is not null
        && folder.ResolveLinkTarget(returnFinalTarget: true) is { } target
        && Terminated(folder.FullName).StartsWith(Terminated(target.FullName), StringComparison.Ordinal);

    private static string Terminated(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
}
