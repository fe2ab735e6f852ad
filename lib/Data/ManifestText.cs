using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Telltale.Data;

/// <summary>Writes CSV as <see cref="ManifestTable"/> reads it.</summary>
internal static class ManifestText
{
    /// <summary>The text of some rows.</summary>
    /// <param name="rows">The fields of each row, the header first; null for an empty field.</param>
    public static string Of(IEnumerable<string?[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            NewLine = "\n",
            // A reader takes \r for the end of a line.
            ShouldQuote = field => ConfigurationFunctions.ShouldQuote(field)
                || field.Field?.Contains('\r', StringComparison.Ordinal) == true,
        });
        foreach (var row in rows)
        {
            Array.ForEach(row, csv.WriteField);
            csv.NextRecord();
        }
        csv.Flush();
        return text.ToString();
    }
}
