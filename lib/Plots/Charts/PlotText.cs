using System.Globalization;
using System.Net;

namespace Telltale.Plots;

/// <summary>Numbers and names as figures write them, the same in every language setting.</summary>
internal static class PlotText
{
    /// <summary>Three decimals, as reports print metrics; a dash where the figure is not defined.</summary>
    public static string Figure(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Up to four decimals, for thresholds.</summary>
    public static string Short(double value) =>
        double.IsPositiveInfinity(value) ? "above every score" : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A measured figure of any size: three decimals up to 1, fewer above.</summary>
    public static string Measured(double value) => Math.Abs(value) switch
    {
        > 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        > 1 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Figure(value),
    };

    /// <summary>Any number in four significant digits.</summary>
    public static string Value(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage with at most one decimal, never rounded to "all" or "none" where it is neither.</summary>
    public static string Percent(double share) => (share, Math.Round(share * 100, 1)) switch
    {
        (double.NaN, _) => "–",
        ( < 1, 100) => "over 99.9 %",
        ( > 0, 0) => "under 0.1 %",
        var (_, rounded) => rounded.ToString("0.#", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A whole number with thousands set apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>[lower, upper], or nothing where there is no interval.</summary>
    public static string Interval(double lower, double upper) => double.IsNaN(lower) ? "" : $"[{Figure(lower)}, {Figure(upper)}]";

    /// <summary>Words joined as a sentence joins them.</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    /// <summary>Plotly reads its texts as a little HTML: a name that holds a tag must not become one.</summary>
    public static string Plain(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Text as HTML content or attribute value.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Plotly does not break lines; this does, between words.</summary>
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
