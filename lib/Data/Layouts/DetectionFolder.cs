namespace Telltale.Data.Layouts;

/// <summary>
/// Reads a folder of real and synthetic images in its original layout: the detection layouts of <see cref="KnownLayouts.All"/>, or a
/// <c>manifest.csv</c> at the top (see <see cref="Manifest"/>), which takes precedence. No image is opened.
/// </summary>
/// <remarks>
/// A source is named by its path below the top folder, with <c>/</c>; images directly in the top folder take its name. Folders named
/// train, val, test or similar set <see cref="ImageRecord.Split"/> and are not part of the source.
/// </remarks>
/// <example><code>
/// var images = DetectionFolder.Read("/data/ForenSynths");
/// Console.WriteLine(images); // how many images of each source and label
/// var split = images.WithSources("progan", "biggan").Split(seed: 17);
/// </code></example>
public static class DetectionFolder
{
    /// <summary>Reads a folder, or a manifest given by its own path.</summary>
    /// <param name="folder">The top folder, or a CSV file.</param>
    /// <param name="layouts">The layouts to look for, in order; null for <see cref="KnownLayouts.All"/>.</param>
    /// <returns>The records, in an order that is the same on every machine.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder has no known layout, or only one class; the message says what was looked for and what was found.
    /// </exception>
    /// <exception cref="ImageFileException">A layout cannot make a record of an image.</exception>
    /// <exception cref="ManifestException">The manifest is invalid.</exception>
    public static ImageCollection Read(string folder, IEnumerable<ILayout>? layouts = null)
    {
        var root = LayoutReader.Absolute(folder);
        var reader = new LayoutReader(ImageTask.Detection, layouts);
        var isManifest = LayoutReader.IsCsv(root);
        var manifest = isManifest ? root : Path.Combine(root, "manifest.csv");
        if (File.Exists(manifest))
        {
            var name = isManifest ? Path.GetFileNameWithoutExtension(root) : Path.GetFileName(root);
            return new(name, RequireBothClasses(manifest, Manifest.Read(manifest), reader));
        }
        reader.RequireFolder(root);
        var entries = reader.Read(new(root));
        return entries.Select(entry => entry.Problem).OfType<ImageFileException>().FirstOrDefault() is { } problem
            ? throw problem
            : new(Path.GetFileName(root), RequireBothClasses(root, [.. LayoutReader.Records(entries)], reader));
    }

    private static IReadOnlyList<ImageRecord> RequireBothClasses(string place, IReadOnlyList<ImageRecord> records, LayoutReader reader)
    {
        var synthetic = records.Count(record => record.IsPositive);
        return synthetic > 0 && synthetic < records.Count
            ? records
            : throw new InvalidDataException(
                $"'{place}' does not contain both classes: found {records.Count - synthetic} real and {synthetic} synthetic images. " +
                $"Looked for {reader.LookedFor}. Name a folder that contains the other class too.");
    }
}
