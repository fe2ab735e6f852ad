using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// Reads a folder of edited images and their masks in its original layout: the localization layouts of <see cref="KnownLayouts.All"/>,
/// several of them below one top folder too, or a <c>manifest.csv</c> at the top (see <see cref="Manifest"/>), which takes precedence.
/// No image is opened.
/// </summary>
/// <remarks>
/// <see cref="ImageRecord.Source"/> is the collection (its path below the top folder; <c>coco</c>, <c>raise</c> or <c>openimages</c> in
/// SAGI-D), <see cref="ImageRecord.Method"/> the editing method, and <see cref="ImageRecord.SourceId"/> the original, so that a split
/// never separates two images made from it. Authentic images have no mask.
/// </remarks>
/// <example><code>
/// var options = new LocalizationFolderOptions { Invalid = InvalidImages.Skip };
/// var images = LocalizationFolder.Read("/data/tgif", options);
/// var dataset = new LocalizationDataset(images, Transform.Evaluation(256));
/// </code></example>
public static class LocalizationFolder
{
    /// <summary>Reads a folder, or a manifest or official SAGI-D list given by its own path.</summary>
    /// <param name="folder">The top folder, or a CSV file whose paths are relative to its own folder.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="layouts">The layouts to look for, in order; null for <see cref="KnownLayouts.All"/>.</param>
    /// <returns>
    /// The records, in an order that is the same on every machine; skipped images are in <see cref="ImageCollection.Skipped"/>. A folder
    /// made by <see cref="Forging.Forge"/> is marked as simulated.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder has no known layout; the message says what was looked for and what was found. Or a manifest has labels for detection.
    /// </exception>
    /// <exception cref="ImageFileException">
    /// An image has no mask or two masks, a mask belongs to two images, or a file is a TIFF; the message names the files and says what
    /// to do. Not thrown with <see cref="InvalidImages.Skip"/>.
    /// </exception>
    /// <exception cref="ManifestException">The manifest or list is invalid.</exception>
    public static ImageCollection Read(string folder, LocalizationFolderOptions? options = null, IEnumerable<ILayout>? layouts = null)
    {
        var root = LayoutReader.Absolute(folder);
        options ??= new();
        if (LayoutReader.IsCsv(root))
        {
            var entries = SagiList.Is(root) ? SagiList.Read(root, Path.GetDirectoryName(root)!) : FromManifest(root);
            return Collect(Path.GetFileNameWithoutExtension(root), [.. entries], options);
        }
        var reader = new LayoutReader(ImageTask.Localization, layouts);
        reader.RequireFolder(root);
        var name = Path.GetFileName(root);
        var manifest = Path.Combine(root, "manifest.csv");
        if (Manifest.Is(manifest))
        {
            return Collect(name, [.. FromManifest(manifest)], options);
        }
        var list = options.SagiList is { } named ? Path.GetFullPath(named) : null;
        var contents = new FolderContents(root, withTiff: true) { OfficialList = list };
        return Collect(name, reader.Read(contents), options, isSimulated: FileList.IsIn(root));
    }

    private static IEnumerable<LayoutEntry> FromManifest(string manifest)
    {
        foreach (var record in Manifest.Read(manifest))
        {
            yield return record.Label is ImageLabel.Authentic or ImageLabel.Edited
                ? record
                : throw new InvalidDataException(
                    $"'{manifest}' labels {record.Path} as {record.Label}, a label for detection; localization needs authentic or edited.");
        }
    }

    private static ImageCollection Collect(
        string name, IReadOnlyList<LayoutEntry> entries, LocalizationFolderOptions options, bool isSimulated = false)
    {
        ImageFileException[] problems = [.. entries.Select(entry => entry.Problem).OfType<ImageFileException>()];
        return problems.Length > 0 && options.Invalid == InvalidImages.Refuse
            ? throw problems[0]
            : new(name, LayoutReader.Records(entries)) { Skipped = problems, IsSimulated = isSimulated };
    }
}
