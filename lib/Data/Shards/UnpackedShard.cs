using Telltale.Runtime;

namespace Telltale.Data.Shards;

/// <summary>
/// A shard whose images were written to the cache, once: a folder with the images, and a table of all entries with the values of their
/// columns, in the shard's order.
/// </summary>
internal sealed class UnpackedShard
{
    private const string UseColumn = "entry_use", PathColumn = "path", Table = "entries.csv";

    // Increased whenever the same shard would be unpacked in another way.
    private const int Version = 2;

    private readonly string folder;

    private UnpackedShard(string shard, string folder) => (Shard, this.folder) = (shard, folder);

    /// <summary>Absolute path of the shard.</summary>
    public string Shard { get; }

    private string Entries => Path.Combine(folder, Table);

    /// <summary>Unpacks a shard into the cache, unless it is there.</summary>
    /// <param name="shard">Absolute path of an existing file.</param>
    /// <param name="columns">Names of the columns of images and masks in a Parquet file, where they are not the kit's.</param>
    /// <exception cref="UnusableFileException">The shard is corrupt or cut off; nothing remains in the cache.</exception>
    public static UnpackedShard Of(string shard, CsvOptions? columns)
    {
        RegularFile.Require(shard);
        var file = new FileInfo(shard);
        var named = ShardSet.IsParquet(shard) ? (Column(columns, PathColumn), Column(columns, ShardEntry.MaskColumn)) : default;
        var key = FormattableString.Invariant(
            $"shard {Version}; {shard}; {file.Length} bytes; {file.LastWriteTimeUtc.Ticks}; {named}");
        var folder = CacheFolder.In("shards", TextDigest.Of(key));
        bool Complete(string made) => FileList.Agrees(made, key);
        CompleteFolder.Make(folder, temporary => Unpack(shard, named, temporary, key), Complete, CancellationToken.None);
        return new(shard, folder);
    }

    /// <summary>The entries, each with what becomes of it and its absolute path.</summary>
    public IEnumerable<(string Path, string Use)> Uses() =>
        ManifestTable.Rows(Entries, [PathColumn, UseColumn], [PathColumn, UseColumn])
            .Select(row => (Path.Combine(folder, row.Required(PathColumn)), row.Required(UseColumn)));

    /// <summary>The images, as rows of a manifest.</summary>
    /// <param name="csv">Names of columns and labels.</param>
    /// <param name="needed">The columns that must be there.</param>
    /// <exception cref="ManifestException">A column is missing, or a value is invalid.</exception>
    public IEnumerable<ManifestRow> Images(CsvOptions csv, string[] needed)
    {
        var options = new CsvOptions { Separator = ',', HasHeader = true, FoldersNameClasses = csv.FoldersNameClasses };
        foreach (var (known, given) in csv.Columns.Where(column => !IsOfImages(column.Key)))
        {
            options.Columns.Add(known, given);
        }
        foreach (var (text, label) in csv.Labels)
        {
            options.Labels.Add(text, label);
        }
        return ManifestTable.Rows(Entries, needed, Manifest.Columns, options)
            .Where(row => row.Required(UseColumn) == ShardEntry.Image);
    }

    private static void Unpack(string shard, (string? Images, string? Masks) columns, string folder, string key)
    {
        var target = new ShardFolder(folder, Path.GetFileName(shard));
        var entries = ShardSet.IsParquet(shard)
            ? new ParquetShard(shard, columns.Images, columns.Masks).Unpack(target)
            : new TarShard(shard, target).Unpack();
        string[] fields = [.. entries.SelectMany(entry => entry.Fields.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !name.Equals(PathColumn, StringComparison.OrdinalIgnoreCase) && name != UseColumn)];
        string?[] header = [PathColumn, UseColumn, .. fields];
        var rows = entries.Select(entry => (string?[])[entry.Path, entry.Use, .. fields.Select(name => ValueOf(entry, name))]);
        File.WriteAllText(Path.Combine(folder, Table), ManifestText.Of(rows.Prepend(header)));
        FileList.Write(folder, key);
    }

    private static bool IsOfImages(string column) =>
        column.Equals(PathColumn, StringComparison.OrdinalIgnoreCase)
        || column.Equals(ShardEntry.MaskColumn, StringComparison.OrdinalIgnoreCase);

    private static string? Column(CsvOptions? options, string name) => options?.Columns.GetValueOrDefault(name);

    private static string? ValueOf(ShardEntry entry, string column) => entry.Fields.GetValueOrDefault(column)
        ?? entry.Fields.FirstOrDefault(field => field.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;
}
