using Telltale.Bias;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>A comparison of two detectors as an HTML table.</summary>
internal static class DetectorComparisonHtml
{
    public static string Of(DetectorComparison comparison)
    {
        var table = HtmlTable.Of(comparison.Metrics,
            ("metric", metric => metric.First.Name),
            (comparison.First.Name, metric => PlotText.Number(metric.First.Value)),
            (comparison.Second.Name, metric => PlotText.Number(metric.Second.Value)),
            ("difference", metric => PlotText.Number(metric.Difference)),
            ("95 % interval", metric => PlotText.Interval(metric.Interval.Lower, metric.Interval.Upper)),
            ("p", metric => PlotText.Number(metric.PValue)));
        return $"""
            <p><strong>{PlotText.Html(comparison.First.Name)} and {PlotText.Html(comparison.Second.Name)}</strong>
            on the same {comparison.First.Counts.Total.Counted("image")}</p>
            {table.ToHtml()}
            <p><small>Paired bootstrap, resampled by original: both detectors are evaluated on the same resamples.
            p is not corrected for multiple metrics.</small></p>
            """;
    }
}
