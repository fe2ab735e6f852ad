using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>Two detectors side by side as a table for a notebook.</summary>
internal static class DetectorComparisonHtml
{
    public static string Of(DetectorComparison comparison)
    {
        var table = HtmlTable.Of(comparison.Metrics,
            ("metric", metric => metric.First.Name),
            (comparison.First.Name, metric => PlotText.Figure(metric.First.Value)),
            (comparison.Second.Name, metric => PlotText.Figure(metric.Second.Value)),
            ("difference", metric => PlotText.Figure(metric.Difference)),
            ("95 % interval", metric => PlotText.Interval(metric.Interval.Lower, metric.Interval.Upper)),
            ("p", metric => PlotText.Figure(metric.PValue)));
        return $"""
            <p><strong>{PlotText.Html(comparison.First.Name)} and {PlotText.Html(comparison.Second.Name)}</strong>
            on the same {PlotText.Count(comparison.First.Counts.Total)} images</p>
            {table.ToHtml()}
            <p><small>Paired bootstrap: each resample draws originals whole, once for both detectors. p is not corrected for several metrics.</small></p>
            """;
    }
}
