using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Telltale.Data;

/// <summary>The fields of a CSV file exactly as they are written, for files whose columns are prescribed: nothing is guessed.</summary>
internal static class ManifestFields
{
    /// <summary>The rows that are not empty, each with its line (from 1; of a row over several lines, the last).</summary>
    /// <param name="reader">The text, separated by commas; read as far as rows are asked for, and not disposed.</param>
    public static IEnumerable<(int Line, string[] Fields)> Of(TextReader reader)
    {
        using var parser = new CsvParser(
            reader, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ",", BadDataFound = null }, leaveOpen: true);
        while (parser.Read())
        {
            yield return (parser.RawRow, parser.Record!);
        }
    }
}
