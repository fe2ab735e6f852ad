using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// A chart as a piece of a page: a place, and a script that draws there as soon as plotly.js is on the page, whichever comes first.
/// Each piece has a name of its own and draws every copy of itself that it finds, so a cell may be run again and an output shown twice.
/// </summary>
internal static class FigureHtml
{
    // On a page, text takes the page's own colour; hover labels and the numbers inside cells keep plotly.js's, which suit their grounds.
    private const string Style = """
        <style>
        .telltale-figure { margin: 0.5em 0 1em; break-inside: avoid; }
        .telltale-figure figcaption { font-weight: 600; margin-bottom: 0.25em; }
        .telltale-plot { width: 100%; }
        .telltale-plot :is(.xtick, .ytick, .x2tick, .y2tick, .g-xtitle, .g-ytitle, .g-x2title, .g-y2title) text,
        .telltale-plot :is(.legend, .annotation, .colorbar, .slider-container) text { fill: currentColor !important; }
        </style>
        """;

    // Ten seconds of looking suffice where the page is being built; after that the event wakes the chart.
    private const string Script = """
        (function () {
          var figure = FIGURE, left = 100;
          function places() { return document.querySelectorAll('[data-telltale-plot="NAME"]:not(.js-plotly-plot)'); }
          function draw() {
            if (!window.Plotly) return false;
            var found = places();
            found.forEach(function (place) {
              place.replaceChildren();
              Plotly.newPlot(place, figure.data, figure.layout, figure.config);
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

    /// <summary>A figure with its sentence above it.</summary>
    public static string Of(Figure figure) => $"""
        <figure class="telltale-figure">
        <figcaption>{PlotText.Html(figure.Title)}</figcaption>
        {Place(figure.Chart, figure.Title)}
        </figure>
        """;

    /// <summary>A chart alone.</summary>
    public static string Of(GenericChart chart) => $"""
        <div class="telltale-figure">
        {Place(chart, "chart")}
        </div>
        """;

    private static string Place(GenericChart chart, string description)
    {
        var name = Guid.NewGuid().ToString("N");
        var script = Script
            .Replace("NAME", name, StringComparison.Ordinal)
            .Replace("EVENT", PlotlyScript.ReadyEvent, StringComparison.Ordinal)
            .Replace("FIGURE", PlotlyJson.Of(chart), StringComparison.Ordinal);
        return $"""
            {Style}
            <div class="telltale-plot" data-telltale-plot="{name}" role="img" aria-label="{PlotText.Html(description)}"
              style="min-height:{PlotlyJson.Height(chart)}px"><em>This chart draws itself once the notebook's set-up cell has run.</em></div>
            <script>
            {script}
            </script>
            """;
    }
}
