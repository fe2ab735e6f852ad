using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// A chart as an HTML fragment: a placeholder, and a script that draws into it once plotly.js is loaded, in whichever order they arrive.
/// Each fragment has a unique name and draws into every copy of its placeholder, so a cell can be rerun and an output shown twice.
/// </summary>
internal static class ChartHtml
{
    // Text takes the page's colour. Hover labels and text inside heatmap cells keep plotly.js's colours, which suit their backgrounds.
    private const string Style = """
        <style>
        .telltale-chart { margin: 0.5em 0 1em; break-inside: avoid; }
        .telltale-chart figcaption { font-weight: 600; margin-bottom: 0.25em; }
        .telltale-plot { width: 100%; }
        .telltale-plot :is(.xtick, .ytick, .x2tick, .y2tick, .g-xtitle, .g-ytitle, .g-x2title, .g-y2title) text,
        .telltale-plot :is(.legend, .annotation, .colorbar, .slider-container) text { fill: currentColor !important; }
        </style>
        """;

    // Poll for ten seconds while the page is being built; after that, the event triggers the drawing.
    private const string Script = """
        (function () {
          var chart = CHART, left = 100;
          function places() { return document.querySelectorAll('[data-telltale-plot="NAME"]:not(.js-plotly-plot)'); }
          function draw() {
            if (!window.Plotly) return false;
            var found = places();
            found.forEach(function (place) {
              place.replaceChildren();
              Plotly.newPlot(place, chart.data, chart.layout, chart.config);
              var width = place.clientWidth;
              new ResizeObserver(function () {
                if (place.clientWidth && place.clientWidth !== width) { width = place.clientWidth; Plotly.Plots.resize(place); }
              }).observe(place);
            });
            return found.length > 0;
          }
          function look() { if (!draw() && left-- > 0) setTimeout(look, 100); }
          window.addEventListener("EVENT", draw);
          look();
        })();
        """;

    /// <summary>A chart with its title above it.</summary>
    public static string Of(Chart chart) => $"""
        <figure class="telltale-chart">
        <figcaption>{PlotText.Html(chart.Title)}</figcaption>
        {Place(chart.Plotly, chart.Title)}
        </figure>
        """;

    /// <summary>A chart without a title.</summary>
    public static string Of(GenericChart chart) => $"""
        <div class="telltale-chart">
        {Place(chart, "chart")}
        </div>
        """;

    private static string Place(GenericChart chart, string description)
    {
        var name = Guid.NewGuid().ToString("N");
        var script = Script
            .Replace("NAME", name, StringComparison.Ordinal)
            .Replace("EVENT", PlotlyScript.ReadyEvent, StringComparison.Ordinal)
            .Replace("CHART", PlotlyJson.Of(chart), StringComparison.Ordinal);
        return $"""
            {Style}
            <div class="telltale-plot" data-telltale-plot="{name}" role="img" aria-label="{PlotText.Html(description)}"
              style="min-height:{PlotlyJson.Height(chart)}px"><em>This chart appears once the notebook's set-up cell has run.</em></div>
            <script>
            {script}
            </script>
            """;
    }
}
