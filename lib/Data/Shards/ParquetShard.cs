using System.Globalization;
using Parquet;
using Parquet.Schema;
using Telltale.Runtime;

namespace Telltale.Data.Shards;

/// <summary>
/// Unpacks a Parquet file with embedded images, as Hugging Face's datasets write it: a column of structures with <c>bytes</c> and
/// <c>path</c>, or a column of bytes; masks are another such column. One row group at a time is in memory.
/// </summary>
/// <param name="shard">Absolute path of the file.</param>
/// <param name="column">The column of the images, where several may be meant; null for <c>image</c>, or the only one.</param>
/// <param name="maskColumn">The column of the masks; null for <c>mask</c>, if there is one.</param>
internal sealed class ParquetShard(string shard, string? column, string? maskColumn)
{
    private const string Huge = "Write it again with fewer rows in each row group.";

    // Longer texts are captions, not labels.
    private const int LongestText = 200;

    /// <summary>True for a file with a column of images; false too for what is no Parquet file.</summary>
    public static bool HasImages(string path) => Has(path, schema => Candidates(schema).Any());

    /// <summary>True for a file with a column of masks beside that of images.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The name of the column; null for <c>mask</c>.</param>
    public static bool HasMasks(string path, string? column) =>
        Has(path, schema => Candidates(schema).Any(field => IsMask(field, column)));

    private static bool Has(string path, Func<ParquetSchema, bool> isWanted)
    {
        try
        {
            using var file = RegularFile.Open(path);
            return isWanted(ParquetReader.ReadSchemaAsync(file).GetAwaiter().GetResult());
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException) // the library throws any exception on corrupt data
        {
            return !IsTable(path);
        }
    }

    /// <summary>The rows of the file, in their order.</summary>
    /// <param name="folder">Where the images go.</param>
    /// <exception cref="UnusableFileException">The file is corrupt, or which column holds the images cannot be told.</exception>
    public IReadOnlyList<ShardEntry> Unpack(ShardFolder folder)
    {
        using var file = RegularFile.Open(shard);
        try
        {
            return Read(file, folder).GetAwaiter().GetResult();
        }
        catch (Exception cause) when (cause is not (UnusableFileException or OutOfMemoryException)) // the library throws any exception
        {
            throw new UnusableFileException(
                shard, $"It is not a Parquet file, or is corrupt: {cause.Message.TrimEnd('.')}.", "Copy or download it again.", cause);
        }
    }

    private async Task<IReadOnlyList<ShardEntry>> Read(Stream file, ShardFolder folder)
    {
        await using var reader = await ParquetReader.CreateAsync(file).ConfigureAwait(false);
        var (images, masks) = (ImageColumn(reader.Schema), MaskColumn(reader.Schema));
        var names = ParquetClasses.Of(reader.CustomMetadata.GetValueOrDefault("huggingface"));
        DataField[] fields = [.. reader.Schema.Fields.OfType<DataField>()
            .Where(field => !field.IsArray && field != images.Bytes && field != masks?.Bytes)];
        var (entries, first) = (new List<ShardEntry>(), 0);
        for (var number = 0; number < reader.RowGroupCount; number++)
        {
            using var group = reader.OpenRowGroupReader(number);
            RequireFits(group, images.Bytes);
            var texts = new Dictionary<string, string?[]>();
            foreach (var field in fields)
            {
                if (await ParquetColumn.Texts(group, field).ConfigureAwait(false) is { } values)
                {
                    texts[field.Name] = names.TryGetValue(field.Name, out var known) ? Array.ConvertAll(values, known.NameOf) : values;
                }
            }
            var paths = images.Path is null ? null : await ParquetColumn.Texts(group, images.Path).ConfigureAwait(false);
            var saved = masks is { } column ? await Masks(group, column, folder, first, entries).ConfigureAwait(false) : [];
            await ParquetColumn.Bytes(group, images.Bytes, (row, content) =>
            {
                var values = Values(texts, row);
                if (saved.TryGetValue(row, out var mask))
                {
                    values[ShardEntry.MaskColumn] = mask;
                }
                entries.Add(Entry(folder, first + row, content, paths?[row], values));
            }).ConfigureAwait(false);
            first += (int)group.RowCount;
        }
        return entries;
    }

    /// <summary>The relative paths of the masks by their row in the group.</summary>
    private async Task<Dictionary<int, string>> Masks(
        ParquetRowGroupReader group, (DataField Bytes, DataField? Path) column, ShardFolder folder, int first, List<ShardEntry> entries)
    {
        RequireFits(group, column.Bytes);
        var paths = column.Path is null ? null : await ParquetColumn.Texts(group, column.Path).ConfigureAwait(false);
        var (masks, none) = (new Dictionary<int, string>(), new Dictionary<string, string>());
        await ParquetColumn.Bytes(group, column.Bytes, (row, content) =>
        {
            if (content is null)
            {
                return;
            }
            var entry = Entry(folder, first + row, content, $"masks/{paths?[row] ?? $"{first + row}"}", none);
            if (entry.Use == ShardEntry.Image)
            {
                (entry, masks[row]) = (entry with { Use = ShardEntry.Mask }, entry.Path);
            }
            entries.Add(entry);
        }).ConfigureAwait(false);
        return masks;
    }

    private static ShardEntry Entry(
        ShardFolder folder, int row, ReadOnlyMemory<byte>? content, string? path, IReadOnlyDictionary<string, string> fields)
    {
        var name = path is { Length: > 0 } ? path : string.Create(CultureInfo.InvariantCulture, $"row-{row:D6}");
        if (content is not { } bytes)
        {
            return new(folder.Claim(name), path is null ? "row without an image" : "image that is not embedded", fields);
        }
        var (saved, use) = folder.Save(name, target => target.Write(bytes.Span));
        return new(saved, use, fields);
    }

    private static Dictionary<string, string> Values(Dictionary<string, string?[]> texts, int row) => texts
        .Where(text => text.Key != ShardEntry.MaskColumn && text.Value[row] is { Length: > 0 and <= LongestText })
        .ToDictionary(text => text.Key, text => text.Value[row]!);

    private void RequireFits(ParquetRowGroupReader group, DataField images)
    {
        if (group.GetMetadata(images)?.MetaData?.TotalUncompressedSize is { } bytes and > int.MaxValue)
        {
            throw new UnusableFileException(shard, $"A row group has {bytes.Invariant("N0")} bytes of images; the limit is 2 GB.", Huge);
        }
    }

    private (DataField Bytes, DataField? Path) ImageColumn(ParquetSchema schema)
    {
        Field[] candidates = [.. Candidates(schema).Where(field => !IsMask(field, maskColumn))];
        var wanted = column is not null && candidates.Any(field => field.Name == column) ? column : "image";
        var chosen = candidates is [var only] ? only : Array.Find(candidates, field => field.Name == wanted);
        return chosen is null
            ? throw new UnusableFileException(
                shard, $"The images may be in the column {string.Join(" or ", candidates.Select(field => field.Name))}.",
                "Name it: CsvOptions { Columns = { [\"path\"] = \"…\" } }, or TELLTALE_COLUMNS='path=…'.")
            : Parts(chosen);
    }

    private (DataField Bytes, DataField? Path)? MaskColumn(ParquetSchema schema) =>
        Candidates(schema).FirstOrDefault(field => IsMask(field, maskColumn)) is { } column ? Parts(column) : null;

    private static bool IsMask(Field field, string? column) => field.Name == (column ?? "mask");

    private static (DataField Bytes, DataField? Path) Parts(Field column) =>
        column is StructField both ? (Part(both, "bytes")!, Part(both, "path")) : ((DataField)column, null);

    private static IEnumerable<Field> Candidates(ParquetSchema schema) => schema.Fields.Where(field =>
        field is DataField { IsArray: false } data ? IsBytes(data)
        : field is StructField both && Part(both, "bytes") is { } bytes && IsBytes(bytes));

    private static DataField? Part(StructField both, string name) =>
        both.Fields.OfType<DataField>().FirstOrDefault(part => part.Name == name);

    private static bool IsBytes(DataField field) => field.ClrType == typeof(ReadOnlyMemory<byte>) || field.ClrType == typeof(byte[]);

    // A cut shard is an error, not a file to leave out: its last bytes, the footer, are missing.
    private static bool IsTable(string path)
    {
        using var file = RegularFile.Open(path);
        Span<byte> mark = stackalloc byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        return file.ReadAtLeast(mark, 4, throwOnEndOfStream: false) == 4 && mark.SequenceEqual("PAR1"u8);
    }
}
