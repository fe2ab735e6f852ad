namespace Telltale.Data.Layouts;

/// <summary>
/// Reads folders of real and synthetic images as they come: a <c>manifest.csv</c> at the top; <c>0_real</c> and <c>1_fake</c>
/// (or <c>real</c> and <c>fake</c>) at any depth, the folder above being the source (MediaEval detection, ForenSynths,
/// SIDBench); or GenImage's <c>&lt;generator&gt;/{train,val}/{ai,nature}</c>. No image is opened.
/// </summary>
/// <remarks>
/// A source is named by its path below the top folder, with <c>/</c>; images directly below the top folder have its name. Folders
/// named train, val, test or the like name the split and are no part of the source.
/// </remarks>
public static class DetectionFolder
{
    private const string LookedFor =
        "folders 0_real and 1_fake (or real and fake) at any depth, <generator>/{train,val}/{ai,nature}, or a manifest.csv";

    /// <summary>Reads a folder, or a manifest by its own name.</summary>
    /// <param name="folder">The top folder, or a CSV file.</param>
    /// <returns>The records, in an order that is the same on every machine.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">No known layout, or one class only; says what was looked for and what was found.</exception>
    /// <exception cref="ManifestException">The manifest cannot be understood.</exception>
    public static ImageCollection Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var name = Path.GetFileName(root);
        var isManifest = File.Exists(root) && Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var manifest = isManifest ? root : Path.Combine(root, "manifest.csv");
        if (File.Exists(manifest))
        {
            return new(isManifest ? Path.GetFileNameWithoutExtension(name) : name, RequireBothClasses(manifest, Manifest.Read(manifest)));
        }
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Name one with {LookedFor}.");
        }
        var images = ImageListing.Of(root);
        var records = images.Select(file => Labelled(root, file)).OfType<ImageRecord>().ToList();
        if (records.Count == 0)
        {
            throw new InvalidDataException($"'{root}' has no known layout. Looked for {LookedFor}; found {ImageListing.Summary(root, images)}.");
        }
        return new(name, RequireBothClasses(root, records));
    }

    private static ImageRecord? Labelled(string root, string file)
    {
        var folders = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[..^1];
        for (var depth = folders.Length - 1; depth >= 0; depth--)
        {
            var isBelowSplit = depth > 0 && SplitNames.Canonical(folders[depth - 1]) is not null;
            ImageLabel? label = folders[depth].ToLowerInvariant() switch
            {
                "0_real" or "real" => ImageLabel.Real,
                "1_fake" or "fake" => ImageLabel.Synthetic,
                "nature" when isBelowSplit => ImageLabel.Real,
                "ai" when isBelowSplit => ImageLabel.Synthetic,
                _ => null,
            };
            if (label is { } known)
            {
                var (source, split) = SourceFolder.Read(root, Path.Combine([root, .. folders[..depth]]));
                return new(file, known, source) { Split = split };
            }
        }
        return null;
    }

    private static IReadOnlyList<ImageRecord> RequireBothClasses(string place, IReadOnlyList<ImageRecord> records)
    {
        var synthetic = records.Count(record => record.IsPositive);
        return synthetic > 0 && synthetic < records.Count
            ? records
            : throw new InvalidDataException(
                $"'{place}' does not hold both classes: found {records.Count - synthetic} real and {synthetic} synthetic images. " +
                $"Looked for {LookedFor}; name a folder that holds the other class too.");
    }
}
