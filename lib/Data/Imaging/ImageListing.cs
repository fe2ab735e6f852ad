namespace Telltale.Data;

/// <summary>Lists the image files below a folder by their names; none is opened.</summary>
internal static class ImageListing
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> TiffExtensions = new([".tif", ".tiff"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Absolute paths in an order that is the same on every machine. Hidden entries and archivers' <c>__MACOSX</c> are ignored.
    /// </summary>
    /// <param name="folder">Searched at any depth.</param>
    /// <param name="withTiff">True to list TIFF files too. They cannot be read, but the caller can report them.</param>
    public static IReadOnlyList<string> Of(string folder, bool withTiff = false)
    {
        var images = new List<string>();
        Collect(new DirectoryInfo(folder), images, withTiff);
        return images;
    }

    /// <summary>True for the name of a TIFF file.</summary>
    public static bool IsTiff(string? file) => TiffExtensions.Contains(Path.GetExtension(file) ?? "");

    /// <summary>A summary of what was found, for error messages.</summary>
    /// <param name="root">The folder searched.</param>
    /// <param name="images">The result of <see cref="Of"/>.</param>
    public static string Summary(string root, IReadOnlyList<string> images)
    {
        const int Shown = 5;
        var folders = images.Select(image => Path.GetDirectoryName(image)!).Distinct()
            .Select(folder => Path.GetRelativePath(root, folder).Replace('\\', '/')).ToList();
        var more = folders.Count > Shown ? $" and {folders.Count - Shown} more folders" : "";
        return images.Count == 0
            ? "no image files (jpg, jpeg, png, webp, bmp, gif)"
            : $"{images.Count} images in {string.Join(", ", folders.Take(Shown))}{more}";
    }

    private static void Collect(DirectoryInfo folder, List<string> images, bool withTiff)
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
                Collect(inner, images, withTiff);
            }
            // A directory named like an image and without images is listed, so that reading it reports the mistake.
            if (images.Count == before && (Extensions.Contains(Path.GetExtension(entry.Name)) || (withTiff && IsTiff(entry.Name))))
            {
                images.Add(entry.FullName);
            }
        }
    }

    /// <summary>True for a link to one of its own parent folders, which would be an endless walk.</summary>
    private static bool LeadsUpward(DirectoryInfo folder) =>
        folder.LinkTarget is not null
        && folder.ResolveLinkTarget(returnFinalTarget: true) is { } target
        && Terminated(folder.FullName).StartsWith(Terminated(target.FullName), StringComparison.Ordinal);

    private static string Terminated(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
}
