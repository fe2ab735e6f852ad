using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Plotly.NET;

namespace Telltale.Plots;

/// <summary>Charts as plotly.js objects: <c>{data, layout, config}</c>.</summary>
internal static class PlotlyJson
{
    /// <summary>The MIME type of front ends that draw Plotly charts themselves.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    private const int TitleWidth = 70;
    private const int TitleLineHeight = 22;

    /// <summary>A chart without a title. <c>&lt;</c> is escaped, so that the JSON can be embedded in a script element.</summary>
    public static string Of(GenericChart chart) => Serialize(chart).Replace("<", "\\u003c", StringComparison.Ordinal);

    /// <summary>A chart with its title.</summary>
    public static string Of(Chart chart)
    {
        var json = JsonNode.Parse(Serialize(chart.Plotly))!;
        var layout = json["layout"]!.AsObject();
        var title = PlotText.Wrapped(chart.Title, TitleWidth);
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
        layout["height"] = Height(chart.Plotly) + room;
        if (layout["margin"] is JsonObject margin)
        {
            margin["t"] = (margin["t"]?.GetValue<double>() ?? 0) + room;
        }
        return json.ToJsonString();
    }

    // Same as GenericChart.toJson, which would also initialize Plotly.NET's HTML writer. The writer references an older FSharp.Core; a
    // script host that keeps exact versions apart then loads that library a second time and fails.
    private static string Serialize(GenericChart chart) => JsonConvert.SerializeObject(
        new { data = GenericChart.getTraces(chart), layout = GenericChart.getLayout(chart), config = GenericChart.getConfig(chart) });

    /// <summary>Height of a chart in CSS pixels; plotly.js's default if none is set.</summary>
    public static int Height(GenericChart chart) => GenericChart.tryGetLayoutSize(chart).Item2 is { } height ? height.Value : 450;
}
