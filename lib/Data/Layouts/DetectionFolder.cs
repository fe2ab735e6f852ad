using Telltale.Data.Shards;
using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// Reads a folder of real and synthetic images in its original layout: the detection layouts of <see cref="KnownLayouts.All"/>, or a
/// <c>manifest.csv</c> at the top (see <see cref="Manifest"/>), which takes precedence. No image is decoded.
/// <see cref="ImageCollection.Ledger"/> accounts for every file; paths that lead to one file are one image.
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
    private static readonly ShardLayout Shards = new(ImageTask.Detection);

    /// <summary>Reads a folder, or a manifest or list given by its own path.</summary>
    /// <param name="folder">
    /// The top folder, a CSV file, a text file with lines such as <c>a.jpg 1</c>, a shard, or a set such as <c>train-{000..009}.tar</c>.
    /// </param>
    /// <param name="layouts">The layouts to look for, in order; null for <see cref="KnownLayouts.All"/>.</param>
    /// <param name="classes">
    /// Folders that are real or synthetic, by name or by path below the top folder, <c>*</c> for any characters; null for those declared
    /// in <c>classes.txt</c> at the top, if any. They take precedence over the layouts.
    /// </param>
    /// <param name="csv">Names of columns and labels of a manifest or of shards, where they are not the kit's; null for none.</param>
    /// <param name="progress">Reported to after each shard; null for none.</param>
    /// <returns>The records, in an order that is the same on every machine.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder has no known layout, or only one class; the message says what was looked for and what was found.
    /// </exception>
    /// <exception cref="ImageFileException">A layout cannot make a record of an image.</exception>
    /// <exception cref="ManifestException">The manifest is invalid.</exception>
    /// <exception cref="UnusableFileException">A shard is corrupt.</exception>
    public static ImageCollection Read(
        string folder, IEnumerable<ILayout>? layouts = null, IReadOnlyDictionary<string, ImageLabel>? classes = null,
        CsvOptions? csv = null, IProgress<WorkProgress>? progress = null)
    {
        var root = LayoutReader.Absolute(folder);
        var reader = new LayoutReader(
            ImageTask.Detection, classes is null ? layouts : [new DeclaredClasses(classes), .. layouts ?? KnownLayouts.All]);
        if (LayoutReader.IsCsv(root))
        {
            return new(Path.GetFileNameWithoutExtension(root), RequireBothClasses(root, Manifest.Read(root, csv), reader));
        }
        var lists = new ListFile(ImageTask.Detection);
        if (lists.Is(root))
        {
            IReadOnlyList<LayoutEntry> listed = [.. lists.Read(root)];
            RefuseProblems(listed);
            return new(Path.GetFileNameWithoutExtension(root), RequireBothClasses(root, [.. LayoutReader.Records(listed)], reader));
        }
        if (ShardSet.Named(root) is { } shards)
        {
            return FromShards(root, shards, csv, progress);
        }
        reader.RequireFolder(root);
        var contents = new FolderContents(root) { Csv = csv, Progress = progress };
        var manifest = Path.Combine(root, "manifest.csv");
        var isListed = File.Exists(manifest);
        var entries = isListed ? [.. Manifest.Read(manifest, csv).Select(record => (LayoutEntry)record)] : reader.Read(contents);
        RefuseProblems(entries);
        var files = new SameFiles([.. LayoutReader.Records(entries)]);
        RequireBothClasses(isListed ? manifest : root, files.Kept, reader);
        var ledger = new FolderLedger(contents, entries, isListed ? "not named in manifest.csv" : "in no folder that names a class");
        return Reading.Collection(
            Path.GetFileName(root), files, ledger.With(
                files, isListed ? [manifest] : Lists(contents, lists), isListed ? [] : [.. Shards.Ledger(contents)]));
    }

    private static ImageCollection FromShards(
        string path, IReadOnlyList<string> shards, CsvOptions? csv, IProgress<WorkProgress>? progress)
    {
        var contents = Shards.Contents(path, shards, csv, progress);
        var reader = new LayoutReader(ImageTask.Detection, [Shards]);
        var entries = reader.Read(contents);
        var images = new SameFiles([.. LayoutReader.Records(entries)]);
        RequireBothClasses(path, images.Kept, reader);
        var ledger = new FolderLedger(contents, entries, FolderContents.NoImage).With(images, [], [.. Shards.Ledger(contents)]);
        return Reading.Collection(Path.GetFileName(path), images, ledger);
    }

    private static IEnumerable<string> Lists(FolderContents contents, ListFile lists) =>
    [
        .. lists.In(contents.Root),
        .. contents.Folders.Select(ItwSmLayout.List).OfType<string>(),
        Path.Combine(contents.Root, DeclaredClasses.FileName),
    ];

    private static void RefuseProblems(IEnumerable<LayoutEntry> entries)
    {
        if (entries.Select(entry => entry.Problem).OfType<ImageFileException>().FirstOrDefault() is { } problem)
        {
            throw problem;
        }
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
