using Plotly.NET;

namespace Telltale.Plots;

/// <summary>plotly.js, read from the resources of the Plotly.NET package; nothing is downloaded.</summary>
internal static class PlotlyScript
{
    /// <summary>The event that tells waiting charts that plotly.js is loaded.</summary>
    public const string ReadyEvent = "telltale:plotly";

    private static readonly Lazy<string> Source = new(ReadSource);

    /// <summary>
    /// The script element, once per notebook; its marker lets a report keep a single copy. With RequireJS on the page, plotly.js would
    /// register as a module and leave <c>window.Plotly</c> unset, so the names it tests for are hidden from it.
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
                $"{assembly.GetName().Name} {assembly.GetName().Version} does not contain plotly.js; " +
                "use the version of the package that the kit pins.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var source = reader.ReadToEnd();
        return source.Contains("</script", StringComparison.OrdinalIgnoreCase)
            ? throw new InvalidOperationException($"{name} cannot be embedded in a page: it contains a closing script tag.")
            : source;
    }

    private static bool IsPlotly(string resource) =>
        resource.Contains("plotly-", StringComparison.Ordinal) && resource.EndsWith(".min.js", StringComparison.Ordinal);
}
