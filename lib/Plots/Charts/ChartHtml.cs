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
        .telltale-plot :is(.legend, .annotation, .colorbar, .slider-container, .bartext-outside) text,
        .telltale-plot text.bartext-outside { fill: currentColor !important; }
        .telltale-plot .modebar:focus-within, .telltale-plot .modebar:focus-within .modebar-group { opacity: 1 !important; }
        .telltale-plot .modebar-btn:focus-visible { outline: 2px solid #3e96cc; }
        </style>
        """;

    // Poll for ten seconds while the page is being built; after that, the event triggers the drawing.
    private const string Script = """
        (function () {
          var chart = CHART, left = 100;
          function places() { return document.querySelectorAll('[data-telltale-plot="NAME"]:not(.js-plotly-plot)'); }
          // plotly.js does not break lines: long titles, names and categories are folded to the room there is.
          function folded(text, width) {
            var lines = [""];
            String(text).split(/<br>| /).forEach(function (word) {
              var last = lines.length - 1;
              if (lines[last] && lines[last].length + 1 + word.length > width) lines.push(word);
              else lines[last] += (lines[last] ? " " : "") + word;
            });
            return lines.join("<br>");
          }
          function fitted(place) {
            var fit = JSON.parse(JSON.stringify(chart)), room = (place.clientWidth || 700) / 7.5;
            fit.layout.uirevision = "as the reader left it";
            var named = fit.layout.yaxis && fit.layout.yaxis.ticktext;
            Object.keys(fit.layout).filter(function (key) { return /^[xy]axis\d*$/.test(key); }).forEach(function (key) {
              var axis = fit.layout[key], span = axis.domain ? axis.domain[1] - axis.domain[0] : 0.8;
              var width = key[0] === "y" ? fit.layout.height * span / 8 : named ? room * 0.5 : room - 14;
              if (axis.title && axis.title.text) axis.title.text = folded(axis.title.text, width);
              if (!axis.ticktext) return;
              axis.ticktext = axis.ticktext.map(function (text) { return folded(text, Math.max(room * 0.4, 12)); });
              var lines = Math.max.apply(null, axis.ticktext.map(function (text) { return text.split("<br>").length; }));
              if (key[0] === "y" && lines > 1) fit.layout.height += 13 * axis.ticktext.length * (lines - 1);
            });
            (fit.layout.annotations || []).forEach(function (note) { note.text = folded(note.text, Math.max(room * 0.3, 10)); });
            fit.data.forEach(function (series) { if (series.name) series.name = folded(series.name, room - 9); });
            return fit;
          }
          function reachable(place) {
            place.querySelectorAll(".modebar-btn").forEach(function (button) {
              button.tabIndex = 0;
              button.setAttribute("role", "button");
              button.setAttribute("aria-label", button.dataset.title || "tool of the chart");
            });
          }
          function press(event) {
            event.stopPropagation();
            if (!event.target.closest(".modebar-btn") || event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            event.target.closest(".modebar-btn").click();
          }
          function draw() {
            if (!(READY)) return false;
            var found = places();
            found.forEach(function (place) {
              place.replaceChildren();
              var fit = fitted(place);
              Plotly.newPlot(place, fit.data, fit.layout, fit.config);
              place.addEventListener("keydown", press);
              place.on("plotly_afterplot", function () { reachable(place); });
              reachable(place);
              var width = place.clientWidth;
              // JupyterLab draws outputs before it gives them a width: what was folded for another one is folded anew.
              new ResizeObserver(function () {
                if (!place.clientWidth || place.clientWidth === width) return;
                width = place.clientWidth;
                var fit = fitted(place);
                Plotly.react(place, fit.data, fit.layout, fit.config).then(function () { Plotly.Plots.resize(place); });
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
            .Replace("READY", PlotlyScript.ReadyFor(chart), StringComparison.Ordinal)
            .Replace("EVENT", PlotlyScript.ReadyEvent, StringComparison.Ordinal)
            .Replace("CHART", PlotlyJson.Of(chart), StringComparison.Ordinal);
        return $"""
            {Style}
            <div class="telltale-plot" data-telltale-plot="{name}" data-lm-suppress-shortcuts="true"
              role="group" aria-label="{PlotText.Html(description)}"
              style="min-height:{PlotlyJson.Height(chart)}px"><em>This chart appears once the notebook's set-up cell has run.
              {PlotlyScript.Untrusted}</em></div>
            <script>
            {script}
            </script>
            {PlotlyScript.ElementFor(chart)}
            """;
    }
}
