using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Lists the files below a folder and says which are images: by name where the extension is that of an image format, else by the first
/// bytes. Nothing is decoded.
/// </summary>
internal static class ImageListing
{
    /// <summary>Why a file is left out whose content is no image.</summary>
    public const string NoImage = "no image";

    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Unfinished =
        new([".tmp", ".part", ".partial", ".crdownload", ".download"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> OfSystems = new(["Thumbs.db", "desktop.ini", "Icon\r"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The images, as absolute paths in an order that is the same on every machine.</summary>
    /// <param name="folder">Searched at any depth.</param>
    public static IReadOnlyList<string> Of(string folder) =>
        [.. Files(folder).Where(file => file.LeftOut is null).Select(file => file.Path)];

    /// <summary>All files, each once, in the same order; and every link to a folder that is read elsewhere.</summary>
    /// <param name="folder">Searched at any depth.</param>
    public static IReadOnlyList<ListedFile> Files(string folder)
    {
        var listed = new List<ListedFile>();
        foreach (var found in FolderWalk.Of(folder))
        {
            if (found.Reason is { } reason)
            {
                listed.Add(new(found.Path, reason, IsImage: false, found.Detail));
            }
            else if (!found.IsFolder)
            {
                listed.Add(Classified(found.Path));
            }
            else if (Extensions.Contains(Path.GetExtension(found.Path)))
            {
                // An empty folder with the name of an image: reading it reports the mistake.
                listed.Add(new(found.Path, null, IsImage: true));
            }
        }
        return listed;
    }

    /// <summary>True for a name with the extension of an image.</summary>
    public static bool HasImageName(string file) => Extensions.Contains(Path.GetExtension(file));

    /// <summary>A summary of what was found, for error messages.</summary>
    /// <param name="root">The folder searched.</param>
    /// <param name="images">The result of <see cref="Of"/>.</param>
    public static string Summary(string root, IReadOnlyList<string> images)
    {
        const int Shown = 5;
        var folders = images.Select(image => Path.GetDirectoryName(image)!).Distinct()
            .Select(folder => Path.GetRelativePath(root, folder).Replace('\\', '/')).ToList();
        var more = folders.Count > Shown ? $" and {(folders.Count - Shown).Counted("more folder")}" : "";
        return images.Count == 0
            ? "no image files (jpg, jpeg, png, webp, bmp, gif, tif)"
            : $"{images.Count.Counted("image")} in {string.Join(", ", folders.Take(Shown))}{more}";
    }

    private static ListedFile Classified(string file)
    {
        if (HasImageName(file))
        {
            return new(file, null, IsImage: true);
        }
        if (OfSystems.Contains(Path.GetFileName(file)))
        {
            return new(file, "file of the operating system", IsImage: false);
        }
        var format = ImageSignature.Of(file);
        if (Unfinished.Contains(Path.GetExtension(file)))
        {
            return new(file, "unfinished download", IsImage: format is not null);
        }
        return ImageSignature.IsReadable(format) ? new(file, null, IsImage: true)
            : format is not null ? new(file, $"{format}, a format that is not read", IsImage: true)
            : FileIdentity.Of(file) is null ? new(file, "link to nothing", IsImage: false)
            : LinkText(file) is { } target ? new(file, "link saved as text", IsImage: false, target)
            : new(file, NoImage, IsImage: false);
    }

    /// <summary>
    /// Where a symbolic link led that an archive or version control without links turned into a small text file; null for other files.
    /// </summary>
    private static string? LinkText(string file)
    {
        const int Longest = 1024;
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: > 0 and < Longest })
            {
                return null;
            }
            var text = File.ReadAllText(file).Trim();
            return text.Contains('/', StringComparison.Ordinal) && text.IndexOfAny(['\n', '\0']) < 0
                && Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, text)) ? text : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
