using System.Globalization;
using System.Net;

namespace Telltale.Plots;

/// <summary>Formats numbers and names for charts and tables, independently of the current culture.</summary>
internal static class PlotText
{
    /// <summary>Three decimals, as reports print metrics; a dash for NaN.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Up to four decimals, for thresholds.</summary>
    public static string Short(double value) =>
        double.IsPositiveInfinity(value) ? "∞ (above every score)" : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A measured value of any magnitude: three decimals up to 1, fewer above.</summary>
    public static string Measured(double value) => Math.Abs(value) switch
    {
        > 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        > 1 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Number(value),
    };

    /// <summary>Four significant digits.</summary>
    public static string Value(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage with at most one decimal, never rounded to "all" or "none" where it is neither.</summary>
    public static string Percent(double share) => (share, Math.Round(share * 100, 1)) switch
    {
        (double.NaN, _) => "–",
        ( < 1, 100) => "over 99.9 %",
        ( > 0, 0) => "under 0.1 %",
        var (_, rounded) => rounded.ToString("0.#", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>An integer with thousands separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>[lower, upper]; empty if there is no interval.</summary>
    public static string Interval(double lower, double upper) => double.IsNaN(lower) ? "" : $"[{Number(lower)}, {Number(upper)}]";

    /// <summary>Words joined with commas and "and".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    /// <summary>On how many seeds a value stands.</summary>
    public static string Means(int seeds) => seeds == 1 ? "one run" : $"means over {seeds} seeds";

    /// <summary>Escapes text for Plotly, which interprets a subset of HTML.</summary>
    public static string Plain(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Text as HTML content or attribute value.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Breaks text into lines between words, which Plotly does not do.</summary>
    public static string Wrapped(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
            {
                lines.Add("");
            }
            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }
        return string.Join("<br>", lines.Select(Plain));
    }
}
