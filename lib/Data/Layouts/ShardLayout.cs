using Telltale.Data.Shards;
using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// Shards: Parquet files of Hugging Face with embedded images, and tar archives in the convention of WebDataset. Their images are unpacked
/// into the cache once. Labels and all other columns are read as those of a manifest; the folder of the shards is the source, and the
/// beginning of their names the split (<c>train-00000-of-00003.parquet</c>).
/// </summary>
internal sealed class ShardLayout : ILayout
{
    /// <inheritdoc/>
    public string Name => "shards";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Detection;

    /// <inheritdoc/>
    public string LooksLike => "Parquet files with a column of images, or tar archives with a.jpg and a.cls or a.json";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => In(contents).Any();

    /// <inheritdoc/>
    /// <exception cref="UnusableFileException">A shard is corrupt.</exception>
    /// <exception cref="InvalidDataException">A label is missing or unknown; names shard and line.</exception>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var csv = contents.Csv ?? new();
        foreach (var shard in Named(contents).Except(In(contents)))
        {
            yield return LayoutEntry.LeaveOut(shard, "same file as another");
        }
        foreach (var shard in In(contents))
        {
            var (source, split) = contents.SourceAndSplit(Path.GetDirectoryName(shard)!);
            split = SplitNames.Canonical(Path.GetFileName(shard).Split('-', '_', '.')[0]) ?? split;
            List<LayoutEntry> entries;
            try
            {
                entries = [.. Unpacked(shard, contents).Images(csv).Select(row => Entry(row, csv, source, split))];
            }
            catch (ManifestException invalid)
            {
                throw new InvalidDataException($"{shard}: {invalid.Message}", invalid);
            }
            foreach (var entry in entries)
            {
                yield return entry;
            }
        }
    }

    /// <summary>All entries of the shards, for the ledger; the layout's own entries say more of the images.</summary>
    public static IEnumerable<LedgerEntry> Ledger(FolderContents contents) =>
        from shard in In(contents)
        from entry in Unpacked(shard, contents).Uses()
        let isUsed = entry.Use is ShardEntry.Image or ShardEntry.Label
        select new LedgerEntry(entry.Path, isUsed ? FileUse.Used : FileUse.LeftOut, entry.Use) { Shard = contents.Relative(shard) };

    /// <summary>The shards of a folder, each file once.</summary>
    private static IEnumerable<string> In(FolderContents contents) =>
        Named(contents).DistinctBy(shard => FileIdentity.Of(shard)?.Key ?? shard, StringComparer.Ordinal);

    /// <summary>What is called a shard and holds images with labels or columns.</summary>
    private static IEnumerable<string> Named(FolderContents contents) => contents.Files
        .Where(file => file is { LeftOut: FolderContents.NoImage, Path: var path } && ShardSet.IsNamed(path)
            && (ShardSet.IsParquet(path) ? ParquetShard.HasImages(path) : TarShard.HasLabels(path)))
        .Select(file => file.Path);

    private static UnpackedShard Unpacked(string shard, FolderContents contents) =>
        UnpackedShard.Of(shard, contents.Csv?.Columns.GetValueOrDefault("path"));

    private static LayoutEntry Entry(ManifestRow row, CsvOptions csv, string source, string? split)
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
        return row.ToRecord() with { Source = row.Optional("source") ?? source, Split = row.Optional("split") ?? split };
    }
}
