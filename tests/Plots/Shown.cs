using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

/// <summary>Values as a notebook host gets them.</summary>
internal static class Shown
{
    static Shown() => NotebookFormatters.Register();

    public static string AsHtml(object value) => value.ToDisplayString(HtmlFormatter.MimeType);

    public static string AsText(object value) => value.ToDisplayString(PlainTextFormatter.MimeType);

    public static JsonElement AsPlotly(object value) => AsJson(value, "application/vnd.plotly.v1+json");

    public static JsonElement AsJson(object value, string mimeType) => JsonDocument.Parse(value.ToDisplayString(mimeType)).RootElement;

    public static IEnumerable<string> MimeTypesOf(object value) => Formatter.GetPreferredMimeTypesFor(value.GetType());

    /// <summary>The series of a chart whose name begins so.</summary>
    public static JsonElement Trace(this JsonElement chart, string name) => Assert.Single(
        chart.GetProperty("data").EnumerateArray(),
        trace => trace.TryGetProperty("name", out var given) && given.GetString()!.StartsWith(name, StringComparison.Ordinal));

    public static double[] Numbers(this JsonElement trace, string property) =>
        [.. trace.GetProperty(property).EnumerateArray().Select(number => number.GetDouble())];
}
