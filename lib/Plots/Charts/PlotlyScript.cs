using Plotly.NET;

namespace Telltale.Plots;

/// <summary>plotly.js, taken from inside the Plotly.NET package: nothing is ever asked of the network.</summary>
internal static class PlotlyScript
{
    /// <summary>The event that tells waiting charts that plotly.js is there.</summary>
    public const string ReadyEvent = "telltale:plotly";

    private static readonly Lazy<string> Source = new(ReadSource);

    /// <summary>
    /// The script element, once for each notebook; the marker lets a report keep one for all. Where RequireJS is on the page plotly.js
    /// would register as a module and leave <c>window.Plotly</c> unset, so the names it looks for are hidden from it.
    /// </summary>
    public static string Element { get; } = $$"""
        <script data-telltale="plotly">
        if (!window.Plotly) (function (define, module, exports) {
        {{Source.Value}}
        }).call(window);
        window.dispatchEvent(new Event("{{ReadyEvent}}"));
        </script>
        """;

    private static string ReadSource()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().SingleOrDefault(IsPlotly)
            ?? throw new InvalidOperationException(
                $"{assembly.GetName().Name} {assembly.GetName().Version} no longer carries plotly.js; use the version the kit pins.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var source = reader.ReadToEnd();
        return source.Contains("</script", StringComparison.OrdinalIgnoreCase)
            ? throw new InvalidOperationException($"{name} cannot stand inside a page: it holds an end of script.")
            : source;
    }

    private static bool IsPlotly(string resource) =>
        resource.Contains("plotly-", StringComparison.Ordinal) && resource.EndsWith(".min.js", StringComparison.Ordinal);
}
