using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// Reads folders of edited images and their masks as they come: a <c>manifest.csv</c> at the top (see <see cref="Manifest"/>),
/// TGIF, SAGI-D with or without its official list, CASIA v2, and folders <c>image</c> and <c>mask</c> side by side; several of them
/// below one top folder too. No image is opened.
/// </summary>
/// <remarks>
/// <see cref="ImageRecord.Source"/> is the collection (its path below the top folder; <c>coco</c>, <c>raise</c> or <c>openimages</c> in
/// SAGI-D), <see cref="ImageRecord.Method"/> how an image was edited. <see cref="ImageRecord.SourceId"/> is the original, so that a split
/// never separates two images made from it. Authentic images have no mask.
/// </remarks>
public static class LocalizationFolder
{
    private const string LookedFor =
        "folders image and mask side by side; TGIF (orig, masks, ps-sp, sd2-sp, sd2-fr, sdxl-fr with training, validation, testing); " +
        "SAGI-D (<source>/original, <source>/<method>/image and mask, or its list as a CSV file); CASIA v2 (Au, Tp and …_gt.png); " +
        "or a manifest.csv with the columns path and label";

    /// <summary>Reads a folder, or a manifest or official SAGI-D list by its own name.</summary>
    /// <param name="folder">The top folder, or a CSV file, whose paths then start at its folder.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>
    /// The records, in an order that is the same on every machine; what was skipped is in <see cref="ImageCollection.Broken"/>. A folder
    /// made by <see cref="Forging.Forge"/> is simulated, whatever its photographs.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">No known layout; says what was looked for and what was found.</exception>
    /// <exception cref="ImageFileException">
    /// An image without a mask, two images for one mask, two masks for one image, or a TIFF file; names the files, says what was looked
    /// for and what to do. Not with <see cref="BrokenImages.Skip"/>.
    /// </exception>
    /// <exception cref="ManifestException">The manifest or list cannot be understood.</exception>
    public static ImageCollection Read(string folder, LocalizationFolderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new();
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(root) && Path.GetExtension(root).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            var findings = SagiList.Is(root) ? SagiList.Read(root, Path.GetDirectoryName(root)!) : FromManifest(root);
            return Collect(Path.GetFileNameWithoutExtension(root), findings, options);
        }
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Name one with {LookedFor}.");
        }
        var manifest = Path.Combine(root, "manifest.csv");
        return Manifest.Is(manifest)
            ? Collect(Path.GetFileName(root), FromManifest(manifest), options)
            : FromFolders(root, options);
    }

    private static ImageCollection FromFolders(string root, LocalizationFolderOptions options)
    {
        var contents = new FolderContents(root);
        var findings = TgifLayout.Read(contents).Concat(SagiLayout.Read(contents, options.SagiList))
            .Concat(CasiaLayout.Read(contents)).Concat(ImageMaskFolders.Read(contents)).ToList();
        return findings.Count > 0
            ? Collect(Path.GetFileName(root), findings, options, isSimulated: FileList.IsIn(root))
            : throw new InvalidDataException(
                $"'{root}' has no known layout. Looked for {LookedFor}; found {ImageListing.Summary(root, contents.Images)}.");
    }

    private static IEnumerable<Finding> FromManifest(string manifest)
    {
        foreach (var record in Manifest.Read(manifest))
        {
            yield return record.Label is ImageLabel.Authentic or ImageLabel.Edited
                ? record
                : throw new InvalidDataException(
                    $"'{manifest}' labels {record.Path} as {record.Label}, which answers another question; localization needs authentic or edited.");
        }
    }

    private static ImageCollection Collect(string name, IEnumerable<Finding> findings, LocalizationFolderOptions options, bool isSimulated = false)
    {
        var all = findings.ToList(); // an image that two layouts know belongs to the first
        ImageFileException[] problems = [.. all.Select(finding => finding.Problem).OfType<ImageFileException>()];
        return problems.Length > 0 && options.Broken == BrokenImages.Refuse
            ? throw problems[0]
            : new(name, all.Select(finding => finding.Record).OfType<ImageRecord>().DistinctBy(record => record.Path)) { Broken = problems, IsSimulated = isSimulated };
    }
}
