namespace Telltale.Data.Layouts;

/// <summary>
/// Reads folders of real and synthetic images as they come: a <c>manifest.csv</c> at the top; <c>0_real</c> and <c>1_fake</c>
/// (or <c>real</c> and <c>fake</c>) at any depth, the folder above being the source (MediaEval detection, ForenSynths,
/// SIDBench); or GenImage's <c>&lt;generator&gt;/{train,val}/{ai,nature}</c>. No image is opened.
/// </summary>
public static class DetectionFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The top folder.</param>
    /// <returns>The records, in an order that is the same on every machine.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">No known layout, or one class only; says what was looked for and what was found.</exception>
    /// <exception cref="ImageFileException">A directory has the name of an image.</exception>
    public static ImageCollection Read(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Name one that holds 0_real and 1_fake folders, a GenImage tree, or a manifest.csv.");
        }
        var manifest = Path.Combine(root, "manifest.csv");
        var records = File.Exists(manifest) ? Manifest.Read(manifest) : [.. Images(root).Select(file => Label(root, file)).OfType<ImageRecord>()];
        RequireBothClasses(root, records);
        return new ImageCollection(Path.GetFileName(root), records);
    }

    private static IEnumerable<string> Images(string root)
    {
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry.Name == "__MACOSX")
            {
                continue;
            }
            var isImage = Extensions.Contains(entry.Extension.ToLowerInvariant());
            if (entry is DirectoryInfo directory)
            {
                if (isImage)
                {
                    throw new ImageFileException(entry.FullName, "This is a directory, although it has the name of an image.", "Rename or remove it.");
                }
                foreach (var image in Images(directory.FullName))
                {
                    yield return image;
                }
            }
            else if (isImage)
            {
                yield return entry.FullName;
            }
        }
    }

    private static ImageRecord? Label(string root, string file)
    {
        var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[..^1];
        for (var depth = parts.Length - 1; depth >= 0; depth--)
        {
            switch (parts[depth].ToLowerInvariant())
            {
                case "0_real" or "real":
                    return new(file, ImageLabel.Real, Source(root, parts[..depth]));
                case "1_fake" or "fake":
                    return new(file, ImageLabel.Synthetic, Source(root, parts[..depth]));
                case ("ai" or "nature") and var kind when depth > 0 && parts[depth - 1].ToLowerInvariant() is ("train" or "val") and var split:
                    return new(file, kind == "ai" ? ImageLabel.Synthetic : ImageLabel.Real, Source(root, parts[..(depth - 1)]))
                    {
                        Split = split == "val" ? "validation" : "train",
                    };
            }
        }
        return null;
    }

    private static string Source(string root, string[] above) => above.Length == 0 ? Path.GetFileName(root) : string.Join('/', above);

    private static void RequireBothClasses(string root, IReadOnlyList<ImageRecord> records)
    {
        var (real, synthetic) = (records.Count(record => !record.IsPositive), records.Count(record => record.IsPositive));
        if (real > 0 && synthetic > 0)
        {
            return;
        }
        var found = records.Count > 0 ? $"{real} real and {synthetic} synthetic images" : $"{Images(root).Count()} images, none of them in such a folder";
        throw new InvalidDataException(
            $"'{root}' does not hold both classes. Looked for folders 0_real and 1_fake (or real and fake) at any depth, <generator>/{{train,val}}/{{ai,nature}}, or a manifest.csv; found {found}.");
    }
}
