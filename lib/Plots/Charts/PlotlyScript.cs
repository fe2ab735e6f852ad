using System.IO.Compression;
using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// plotly.js as script elements that unpack themselves in the page; nothing is downloaded. The set-up cell brings the cartesian bundle of
/// plotly.js, an eighth of the size; a chart with other traces (3D, maps, …) brings the whole one, from the resources of Plotly.NET.
/// </summary>
internal static class PlotlyScript
{
    /// <summary>The event that tells waiting charts that plotly.js is loaded.</summary>
    public const string ReadyEvent = "telltale:plotly";

    /// <summary>What to do where a front end runs no scripts, as HTML.</summary>
    public const string Untrusted =
        "A notebook that Jupyter does not trust needs all its cells run, or <q>Trust Notebook</q> (in JupyterLab with Ctrl+Shift+C, in "
        + "Jupyter Notebook in the File menu).";

    private const string HasWhole = "window.Plotly && window.Plotly.isWhole";

    private static readonly HashSet<string> Cartesian =
    [
        "bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie", "scatter", "scatterternary",
        "violin",
    ];

    private static readonly Lazy<string> WholeElement = new(() => Of(isWhole: true, Compressed(WholeBundle())));

    /// <summary>The script element of the set-up cell; its marker lets a report keep a single copy.</summary>
    public static string Element { get; } = Of(isWhole: false, CartesianBundle());

    /// <summary>The script element of a chart whose traces need all of plotly.js; empty for others.</summary>
    public static string ElementFor(GenericChart chart) => IsCartesian(chart) ? "" : WholeElement.Value;

    /// <summary>The JavaScript condition under which a chart can be drawn.</summary>
    public static string ReadyFor(GenericChart chart) => IsCartesian(chart) ? "window.Plotly" : HasWhole;

    private static bool IsCartesian(GenericChart chart) => GenericChart.getTraces(chart).All(trace => Cartesian.Contains(trace.type));

    // With RequireJS on the page, plotly.js would register as a module and leave window.Plotly unset, so the names it tests for are hidden.
    private static string Of(bool isWhole, byte[] compressed) => $$"""
        <script data-telltale="{{(isWhole ? "plotly-whole" : "plotly")}}">
        if (!({{(isWhole ? HasWhole : "window.Plotly || window.telltalePlotly")}})) (function () {
          window.telltalePlotly = true;
          var packed = Uint8Array.from(atob("{{Convert.ToBase64String(compressed)}}"), function (letter) { return letter.charCodeAt(0); });
          new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text().then(function (source) {
            if ({{HasWhole}}) return;
            var script = document.createElement("script");
            script.textContent = "(function (define, module, exports) {" + source + "\n}).call(window);";
            document.head.appendChild(script);
            window.Plotly.isWhole = {{(isWhole ? "true" : "false")}};
            window.dispatchEvent(new Event("{{ReadyEvent}}"));
          });
        })();
        </script>
        """;

    private static byte[] CartesianBundle()
    {
        using var packed = typeof(PlotlyScript).Assembly.GetManifestResourceStream("plotly-cartesian.gz")!;
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Compressed(Stream source)
    {
        using var packed = new MemoryStream();
        using (source)
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            source.CopyTo(gzip);
        }
        return packed.ToArray();
    }

    private static Stream WholeBundle()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().SingleOrDefault(resource =>
            resource.Contains("plotly-", StringComparison.Ordinal) && resource.EndsWith(".min.js", StringComparison.Ordinal));
        return name is null
            ? throw new InvalidOperationException(
                $"{assembly.GetName().Name} {assembly.GetName().Version} does not contain plotly.js; " +
                "use the version of the package that the kit pins.")
            : assembly.GetManifestResourceStream(name)!;
    }
}
