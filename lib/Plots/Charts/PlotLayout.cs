using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// The layout of a chart: axes, reference lines, labels, and a style for light and dark pages (transparent background, mid-grey text, and
/// the legend above, which keeps the full width on a phone). Properties have plotly.js's names.
/// </summary>
internal sealed class PlotLayout
{
    private static readonly string[] RemovedButtons = ["select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"];

    private readonly Layout layout = new();
    private readonly List<object> shapes = [];
    private readonly List<object> annotations = [];

    public PlotLayout(PlotAxis x, PlotAxis y, int height = 420)
    {
        layout.SetProperty("autosize", true);
        layout.SetProperty("height", height);
        layout.SetProperty("paper_bgcolor", "rgba(0,0,0,0)");
        layout.SetProperty("plot_bgcolor", "rgba(0,0,0,0)");
        layout.SetProperty("font", new { family = "system-ui, sans-serif", size = 13, color = SeriesStyle.Neutral });
        layout.SetProperty("margin", new { l = 56, r = 16, t = 36, b = 48 });
        layout.SetProperty("hovermode", "closest");
        layout.SetProperty("legend", new { orientation = "h", x = 0, xanchor = "left", y = 1.02, yanchor = "bottom" });
        layout.SetProperty(
            "modebar", new { bgcolor = "rgba(0,0,0,0)", color = SeriesStyle.Neutral, activecolor = SeriesStyle.Negative.Color });
        layout.SetProperty("xaxis", x.ToPlotly());
        layout.SetProperty("yaxis", y.ToPlotly());
    }

    /// <summary>Sets any other property of plotly.js's layout.</summary>
    public PlotLayout With(string property, object value)
    {
        layout.SetProperty(property, value);
        return this;
    }

    /// <summary>A line across the full height, with a label at its top.</summary>
    public PlotLayout VerticalLine(double x, string label, bool labelOnLeft = false)
    {
        shapes.Add(new
        {
            type = "line",
            xref = "x",
            yref = "paper",
            x0 = x,
            x1 = x,
            y0 = 0,
            y1 = 1,
            line = new { color = SeriesStyle.Neutral, width = 1.5, dash = "dot" },
        });
        annotations.Add(new
        {
            xref = "x",
            yref = "paper",
            x,
            y = 1,
            text = PlotText.Plain(label),
            showarrow = false,
            xanchor = labelOnLeft ? "right" : "left",
            yanchor = "top",
            xshift = labelOnLeft ? -4 : 4,
        });
        return this;
    }

    /// <summary>A chart of the series in this layout.</summary>
    public GenericChart Combine(params IEnumerable<GenericChart> series)
    {
        layout.SetProperty("shapes", shapes);
        layout.SetProperty("annotations", annotations);
        var config = new Config();
        config.SetProperty("responsive", true);
        config.SetProperty("displaylogo", false);
        config.SetProperty("modeBarButtonsToRemove", RemovedButtons);
        return GenericChart.setConfig(config, GenericChart.setLayout(layout, GenericChart.combine(series)));
    }
}
