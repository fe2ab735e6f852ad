using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Telltale.Data.Shards;

/// <summary>
/// Reads a column of a row group with its nulls in their rows. Parquet.Net 6.1 takes any value within a structure for present, whose
/// structure is; where an image has no path, its reader gives the paths of later rows to it. So levels are read here.
/// </summary>
internal static class ParquetColumn
{
    /// <summary>Calls back for every row, with the bytes or null. The bytes are valid during the call.</summary>
    public static async Task Bytes(ParquetRowGroupReader group, DataField field, Action<int, ReadOnlyMemory<byte>?> row)
    {
        using var column = await group.ReadRawColumnDataBaseAsync(field).ConfigureAwait(false);
        var raw = (RawColumnData<ReadOnlyMemory<byte>>)column;
        var rows = Rows(raw, field, group.RowCount);
        for (var index = 0; index < rows.Length; index++)
        {
            row(index, rows[index] < 0 ? default(ReadOnlyMemory<byte>?) : raw.Values[rows[index]]);
        }
    }

    /// <summary>The values as invariant text, one for each row; null for a column of another type.</summary>
    public static async Task<string?[]?> Texts(ParquetRowGroupReader group, DataField field)
    {
        using var raw = await group.ReadRawColumnDataBaseAsync(field).ConfigureAwait(false);
        return raw switch
        {
            RawColumnData<ReadOnlyMemory<char>> texts => Texts(texts, field, group.RowCount, text => text.ToString()),
            RawColumnData<long> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<int> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<short> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<sbyte> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<byte> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<double> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<float> numbers => Texts(numbers, field, group.RowCount, Invariant),
            RawColumnData<bool> flags => Texts(flags, field, group.RowCount, flag => flag ? "true" : "false"),
            _ => null,
        };
    }

    private static string?[] Texts<T>(RawColumnData<T> raw, DataField field, long count, Func<T, string> text) where T : struct
    {
        var (rows, texts) = (Rows(raw, field, count), new string?[count]);
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = rows[index] < 0 ? null : text(raw.Values[rows[index]]);
        }
        return texts;
    }

    /// <summary>Where each row's value is among the values that are present; −1 for null.</summary>
    private static int[] Rows<T>(RawColumnData<T> raw, DataField field, long count) where T : struct
    {
        var levels = raw.DefinitionLevels;
        var (rows, next) = (new int[count], 0);
        if (levels.Length != count && (levels.Length > 0 || field.MaxDefinitionLevel > 0))
        {
            throw new FormatException($"the column {field.Path} has {levels.Length} values in {count} rows");
        }
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = levels.Length == 0 || levels[row] == field.MaxDefinitionLevel ? next++ : -1;
        }
        return rows;
    }

    private static string Invariant<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
