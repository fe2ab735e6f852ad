using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Plotly.NET;

namespace Telltale.Plots;

/// <summary>Charts as plotly.js reads them: <c>{data, layout, config}</c>.</summary>
internal static class PlotlyJson
{
    /// <summary>What front ends that draw Plotly themselves look for.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    private const int TitleWidth = 70;
    private const int TitleLineHeight = 22;

    /// <summary>A chart alone. <c>&lt;</c> is written as an escape, so the text can stand inside a script element.</summary>
    public static string Of(GenericChart chart) => Serialize(chart).Replace("<", "\\u003c", StringComparison.Ordinal);

    /// <summary>A figure, its sentence as the chart's title.</summary>
    public static string Of(Figure figure)
    {
        var json = JsonNode.Parse(Serialize(figure.Chart))!;
        var layout = json["layout"]!.AsObject();
        var title = PlotText.Wrapped(figure.Title, TitleWidth);
        var room = TitleLineHeight * title.Split("<br>").Length;
        layout["title"] = new JsonObject
        {
            ["text"] = title,
            ["font"] = new JsonObject { ["size"] = 15 },
            ["x"] = 0,
            ["xref"] = "paper",
            ["y"] = 1,
            ["yref"] = "container",
            ["yanchor"] = "top",
            ["pad"] = new JsonObject { ["t"] = TitleLineHeight },
        };
        layout["height"] = Height(figure.Chart) + room;
        if (layout["margin"] is JsonObject margin)
        {
            margin["t"] = (margin["t"]?.GetValue<double>() ?? 0) + room;
        }
        return json.ToJsonString();
    }

    // What GenericChart.toJson does. It would also set up Plotly.NET's HTML writer, whose older request for FSharp.Core
    // loads that library a second time where a script host keeps exact versions apart, and then fails.
    private static string Serialize(GenericChart chart) => JsonConvert.SerializeObject(
        new { data = GenericChart.getTraces(chart), layout = GenericChart.getLayout(chart), config = GenericChart.getConfig(chart) });

    /// <summary>Height of a chart in CSS pixels; plotly.js's own default where it names none.</summary>
    public static int Height(GenericChart chart) => GenericChart.tryGetLayoutSize(chart).Item2 is { } height ? height.Value : 450;
}
