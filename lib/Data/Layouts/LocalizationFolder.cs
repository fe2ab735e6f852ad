using Telltale.Data.Shards;
using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// Reads a folder of edited images and their masks in its original layout: the localization layouts of <see cref="KnownLayouts.All"/>,
/// several of them below one top folder too, or a <c>manifest.csv</c> at the top (see <see cref="Manifest"/>), which takes precedence.
/// No image is decoded, but for a few masks that are looked at for warnings. <see cref="ImageCollection.Ledger"/> accounts for every file;
/// paths that lead to one file are one image.
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
    private static readonly ShardLayout Shards = new(ImageTask.Localization);

    /// <summary>Reads a folder, or a manifest or list given by its own path: the official one of SAGI-D, or one of IMDL-BenCo.</summary>
    /// <param name="folder">
    /// The top folder, a list (CSV, JSON, text) whose paths are relative to its own folder, a shard with masks, or a set of them such as
    /// <c>train-{000..009}.tar</c>.
    /// </param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="layouts">The layouts to look for, in order; null for <see cref="KnownLayouts.All"/>.</param>
    /// <param name="progress">Reported to after each shard; null for none.</param>
    /// <returns>
    /// The records, in an order that is the same on every machine; skipped images are in <see cref="ImageCollection.Skipped"/>. A folder
    /// made by <see cref="Forging.Forge"/> is marked as simulated.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder has no known layout; the message says what was looked for and what was found. Or a manifest has labels for detection.
    /// </exception>
    /// <exception cref="ImageFileException">
    /// An image has no mask or two masks, or a mask belongs to two images; the message names the files and says what to do.
    /// Not thrown with <see cref="InvalidImages.Skip"/>.
    /// </exception>
    /// <exception cref="ManifestException">The manifest or list is invalid.</exception>
    /// <exception cref="UnusableFileException">A shard is corrupt.</exception>
    public static ImageCollection Read(
        string folder, LocalizationFolderOptions? options = null, IEnumerable<ILayout>? layouts = null,
        IProgress<WorkProgress>? progress = null)
    {
        var root = LayoutReader.Absolute(folder);
        options ??= new();
        if (FromList(root, options.Csv) is { } listed)
        {
            return Collect(Path.GetFileNameWithoutExtension(root), listed, options);
        }
        if (ShardSet.Named(root) is { } shards)
        {
            var archives = Shards.Contents(root, shards, options.Csv, progress);
            var entries = new LayoutReader(ImageTask.Localization, [Shards]).Read(archives);
            return Collect(Path.GetFileName(root), entries, options, archives, []);
        }
        var reader = new LayoutReader(ImageTask.Localization, layouts);
        reader.RequireFolder(root);
        var manifest = Path.Combine(root, "manifest.csv");
        var list = options.SagiList is { } named ? Path.GetFullPath(named) : null;
        var contents = new FolderContents(root) { OfficialList = list, Csv = options.Csv, Progress = progress };
        return Manifest.Is(manifest, options.Csv)
            ? Collect(Path.GetFileName(root), [.. FromManifest(manifest, options.Csv)], options, contents, [manifest])
            : Collect(Path.GetFileName(root), reader.Read(contents), options, contents, Lists(root));
    }

    private static IReadOnlyList<LayoutEntry>? FromList(string path, CsvOptions? csv)
    {
        var texts = new ListFile(ImageTask.Localization);
        return LayoutReader.IsCsv(path) && SagiList.Is(path) ? [.. SagiList.Read(path, Path.GetDirectoryName(path)!)]
            : LayoutReader.IsCsv(path) ? [.. FromManifest(path, csv)]
            : BencoList.Is(path) ? [.. BencoList.Read(path)]
            : texts.Is(path) ? [.. texts.Read(path)]
            : null;
    }

    private static IReadOnlyList<string> Lists(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*.csv").Where(PathResolver.CanOpen).Where(SagiList.Is),
        .. BencoList.In(root),
        .. new ListFile(ImageTask.Localization).In(root),
        Path.Combine(root, FileList.Name),
    ];

    private static IEnumerable<LayoutEntry> FromManifest(string manifest, CsvOptions? csv)
    {
        foreach (var record in Manifest.Read(manifest, csv))
        {
            yield return record.Label is ImageLabel.Authentic or ImageLabel.Edited
                ? record
                : throw new InvalidDataException(
                    $"'{manifest}' labels {record.Path} as {record.Label}, a label for detection; localization needs authentic or edited.");
        }
    }

    private static ImageCollection Collect(
        string name, IReadOnlyList<LayoutEntry> entries, LocalizationFolderOptions options, FolderContents? contents = null,
        IReadOnlyList<string>? lists = null)
    {
        ImageFileException[] problems = [.. entries.Select(entry => entry.Problem).OfType<ImageFileException>()];
        if (problems.Length > 0 && options.Invalid == InvalidImages.Refuse)
        {
            throw problems[0];
        }
        var records = LayoutReader.Records(entries)
            .Select(record => options.Masks is null ? record : record with { Masks = options.Masks });
        var files = new SameFiles([.. records]);
        var isListed = lists is [var list] && Path.GetFileName(list) == "manifest.csv";
        var otherwise = isListed ? "not named in manifest.csv" : "in no known layout";
        var ledger = contents is null ? null : new FolderLedger(contents, entries, otherwise)
            .With(files, lists!, isListed ? [] : [.. Shards.Ledger(contents)]);
        return Reading.Collection(name, files, ledger, problems, contents is not null && FileList.IsIn(contents.Root));
    }
}
