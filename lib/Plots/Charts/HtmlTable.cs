using System.Globalization;
using System.Text;

namespace Telltale.Plots;

/// <summary>
/// A table of any records, displayed when it is the last expression of a cell. Text is escaped. Columns of numbers are aligned right and
/// have the decimals that their values need, up to four, or six below 0.001. Members of enumerations are written as words. A table wider
/// than the page scrolls.
/// </summary>
/// <example>
/// <code>
/// var names = new[] { "camera", "generator" };
/// var table = HtmlTable.Of(names, ("source", name => name), ("letters", name => name.Length));
/// </code>
/// </example>
public sealed class HtmlTable
{
    private const string CellStyle = "padding:0.15em 0.8em 0.15em 0;vertical-align:top;";

    private const int LongestLine = 24;

    private readonly string[] headers;
    private readonly string[][] rows;

    private HtmlTable(string[] headers, object?[][] values)
    {
        var decimals = headers.Select((_, column) => values.Select(row => Decimals(row[column])).DefaultIfEmpty(0).Max()).ToArray();
        (this.headers, rows) = (headers, [.. values.Select(row => row.Select((value, column) => Text(value, decimals[column])).ToArray())]);
    }

    /// <summary>One row per item, one column per public property.</summary>
    /// <param name="items">The items; may be empty.</param>
    public static HtmlTable Of<T>(IEnumerable<T> items) =>
        Of(items, [.. typeof(T).GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetMethod is { IsStatic: false })
            .Select(property => (property.Name, (Func<T, object?>)(item => property.GetValue(item))))]);

    /// <summary>One row per item, with the given columns.</summary>
    /// <param name="items">The items; may be empty.</param>
    /// <param name="columns">The header of each column and the value in it; null and NaN are printed as a dash.</param>
    public static HtmlTable Of<T>(IEnumerable<T> items, params IReadOnlyList<(string Header, Func<T, object?> Value)> columns)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(columns);
        return new(
            [.. columns.Select(column => column.Header)],
            [.. items.Select(item => columns.Select(column => column.Value(item)).ToArray())]);
    }

    /// <summary>The table as HTML.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<div style=\"overflow-x:auto\">");
        html.Append("<table class=\"telltale-table\" style=\"border-collapse:collapse\"><thead><tr>");
        foreach (var (header, column) in headers.Select((header, column) => (header, column)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<th style=\"{Style(column)}\">{PlotText.Html(header)}</th>");
        }
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var column = 0; column < headers.Length; column++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Style(column)}\">{PlotText.Html(row[column])}</td>");
            }
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>The table as aligned plain text.</summary>
    public override string ToString()
    {
        string[][] lines = [headers, .. rows];
        var widths = headers.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        return string.Join('\n', lines.Select(line => string.Join("  ", line.Select((cell, column) =>
            IsNumeric(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static string Text(object? value, int decimals) => value switch
    {
        null or double.NaN or float.NaN => "–",
        double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString($"F{decimals}", CultureInfo.InvariantCulture),
        Enum => string.Concat($"{value}".Select((letter, place) =>
            char.IsUpper(letter) ? $"{(place > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}")),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static int Decimals(object? value)
    {
        if (value is not (double or float))
        {
            return 0;
        }
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var text = number.ToString(Math.Abs(number) is > 0 and < 0.001 ? "0.######" : "0.####", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.Length - 1 - text.IndexOf('.', StringComparison.Ordinal) : 0;
    }

    private string Style(int column) =>
        CellStyle + (IsNumeric(column) ? "text-align:right;" : "text-align:left;") +
        (IsShort(column) ? "white-space:nowrap" : "min-width:16em");

    private bool IsShort(int column) => rows.All(row => row[column].Length <= LongestLine);

    private bool IsNumeric(int column) => rows.Length > 0 && rows.All(row => IsNumber(row[column]));

    // A dash is an undefined number, a bracket starts an interval.
    private static bool IsNumber(string text) =>
        text is "–" or "" || text[0] == '['
        || double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
}
