using System.Diagnostics;
using Telltale.Data.Shards;
using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// Shards: Parquet files of Hugging Face with embedded images, and tar archives in the convention of WebDataset. Their images are unpacked
/// into the cache once. Labels and all other columns are read as those of a manifest; the folder of the shards is the source, and the
/// beginning of their names the split (<c>train-00000-of-00003.parquet</c>).
/// </summary>
/// <param name="task">Detection, or localization of edits by masks that are embedded too.</param>
internal sealed class ShardLayout(ImageTask task) : ILayout
{
    private static readonly string[] NeededForMasks = ["path"];

    /// <inheritdoc/>
    public string Name => task == ImageTask.Detection ? "shards" : "shards with masks";

    /// <inheritdoc/>
    public ImageTask Task => task;

    /// <inheritdoc/>
    public string LooksLike => task == ImageTask.Detection
        ? "Parquet files with a column of images, or tar archives with a.jpg and a.cls or a.json"
        : "Parquet files with a column of images and one of masks, or tar archives with a.jpg and a.mask.png";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => In(contents).Any();

    /// <inheritdoc/>
    /// <exception cref="UnusableFileException">A shard is corrupt.</exception>
    /// <exception cref="InvalidDataException">A label is missing or unknown; names shard and line.</exception>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var (shards, watch) = (In(contents).ToList(), Stopwatch.StartNew());
        foreach (var shard in Named(contents).Except(shards))
        {
            yield return LayoutEntry.LeaveOut(shard, "same file as another");
        }
        foreach (var (index, shard) in shards.Index())
        {
            foreach (var entry in Entries(shard, contents))
            {
                yield return entry;
            }
            contents.Progress?.Report(new("read shards", index + 1, shards.Count, watch.Elapsed, "shards"));
        }
    }

    /// <summary>The contents of a folder that are some shards alone.</summary>
    /// <param name="path">The path that names them.</param>
    /// <param name="shards">Their absolute paths.</param>
    /// <param name="csv">Names of columns and labels; null for none.</param>
    /// <param name="progress">Reported to after each shard; null for none.</param>
    /// <exception cref="InvalidDataException">None of them holds what the task needs.</exception>
    public FolderContents Contents(
        string path, IReadOnlyList<string> shards, CsvOptions? csv, IProgress<WorkProgress>? progress)
    {
        ListedFile[] files = [.. shards.Select(shard => new ListedFile(shard, FolderContents.NoImage, IsImage: false))];
        var contents = new FolderContents(Path.GetDirectoryName(path)!, files) { Csv = csv, Progress = progress };
        return Matches(contents) ? contents
            : throw new InvalidDataException($"'{path}' has no images that can be read. Looked for {LooksLike}.");
    }

    /// <summary>All entries of the shards, for the ledger; the layout's own entries say more of the images.</summary>
    public IEnumerable<LedgerEntry> Ledger(FolderContents contents) =>
        from shard in In(contents)
        from entry in Unpacked(shard, contents).Uses()
        let isUsed = entry.Use is ShardEntry.Image or ShardEntry.Label
        select new LedgerEntry(entry.Path, isUsed ? FileUse.Used : FileUse.LeftOut, entry.Use) { Shard = contents.Relative(shard) };

    /// <summary>The shards of a folder, each file once.</summary>
    private IEnumerable<string> In(FolderContents contents) =>
        Named(contents).DistinctBy(shard => FileIdentity.Of(shard)?.Key ?? shard, StringComparer.Ordinal);

    /// <summary>What is called a shard and holds what the task needs: images with labels or columns, or with masks.</summary>
    private IEnumerable<string> Named(FolderContents contents) => contents.Files
        .Where(file => file is { LeftOut: FolderContents.NoImage, Path: var path } && ShardSet.IsNamed(path)
            && (ShardSet.IsParquet(path), task) switch
            {
                (true, ImageTask.Detection) => ParquetShard.HasImages(path),
                (true, _) => ParquetShard.HasMasks(path, contents.Csv?.Columns.GetValueOrDefault(ShardEntry.MaskColumn)),
                (false, ImageTask.Detection) => TarShard.HasLabels(path),
                _ => TarShard.HasMasks(path),
            })
        .Select(file => file.Path);

    /// <summary>Its content is checked against its digests once for each reading of a folder.</summary>
    private static UnpackedShard Unpacked(string shard, FolderContents contents)
    {
        if (!contents.Shards.TryGetValue(shard, out var unpacked))
        {
            contents.Shards[shard] = unpacked = UnpackedShard.Of(shard, contents.Csv);
        }
        return unpacked;
    }

    private List<LayoutEntry> Entries(string shard, FolderContents contents)
    {
        var csv = contents.Csv ?? new();
        var (source, split) = contents.SourceAndSplit(Path.GetDirectoryName(shard)!);
        split = SplitNames.Canonical(Path.GetFileName(shard).Split('-', '_', '.')[0]) ?? split;
        try
        {
            return [.. Unpacked(shard, contents).Images(csv, task == ImageTask.Detection ? Manifest.Needed : NeededForMasks).Select(Entry)];
        }
        catch (ManifestException invalid)
        {
            throw new InvalidDataException($"{shard}: {invalid.Message}", invalid);
        }

        LayoutEntry Entry(ManifestRow row)
        {
            var entry = task == ImageTask.Detection ? Labelled(row, csv) : Masked(row);
            return entry.Record is not { } record ? entry
                : record with { Source = row.Optional("source") ?? source, Split = row.Optional("split") ?? split };
        }
    }

    private static LayoutEntry Labelled(ManifestRow row, CsvOptions csv)
    {
        if (row.Optional("label") is not { } label)
        {
            return LayoutEntry.LeaveOut(row.ToPath(), "without a label");
        }
        if (row.Optional("cls") is { } other && ManifestLabels.Parse(other, csv) is { } second && row.Label() is { } first
            && first != second)
        {
            throw row.Error($"the label of '{row.Required("path")}' is '{other}' in its .cls file and '{label}' in its .json file",
                "Correct the shard, or name the column that counts: CsvOptions { Columns = { [\"label\"] = \"cls\" } }.");
        }
        return row.ToRecord() with { MaskPath = null };
    }

    /// <summary>An image with a mask is edited, unless its label says otherwise.</summary>
    private static LayoutEntry Masked(ManifestRow row)
    {
        var isMasked = row.Optional(ShardEntry.MaskColumn) is not null;
        return row.Label() switch
        {
            ImageLabel.Authentic or ImageLabel.Real => row.ToRecord(ImageLabel.Authentic, ""),
            _ when !isMasked => LayoutEntry.WithoutMask(
                row.ToPath(), "a mask in its sample", "Add the missing masks, or label the image authentic"),
            { } => row.ToRecord(ImageLabel.Edited, ""),
            null => row.ToRecord(ImageLabel.Edited, "by its mask"),
        };
    }
}
