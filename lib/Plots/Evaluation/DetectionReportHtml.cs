using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>A detection report as an HTML table.</summary>
internal static class DetectionReportHtml
{
    public static string Of(DetectionReport report)
    {
        var counts = report.Counts;
        var table = HtmlTable.Of(report.Metrics,
            ("metric", metric => metric.Name),
            ("measured", metric => PlotText.Number(metric.Value)),
            (report.Resamples > 0 ? "95 % interval" : "no interval", metric => PlotText.Interval(metric.Lower, metric.Upper)),
            ("all real", metric => PlotText.Number(metric.AllNegative)),
            ("all synthetic", metric => PlotText.Number(metric.AllPositive)),
            ("definition", metric => metric.Remark ?? metric.Metric.Description));
        return $"""
            <p><strong>Detection on {PlotText.Html(report.Name)}</strong>:
            {PlotText.Count(counts.TruePositives)} of {counts.Positives.Counted("synthetic image")} and
            {PlotText.Count(counts.FalsePositives)} of {counts.Negatives.Counted("real image")} are predicted synthetic.<br>
            Threshold {PlotText.Html(report.ThresholdDescription)}.</p>
            {table.ToHtml()}
            <p><small>'All real' and 'all synthetic' are constant predictions: accuracy, F1_th and MCC show skill only if they exceed both.
            {(report.Resamples > 0 ? $"Intervals: {report.Resamples.Counted("bootstrap resample")}." : "")}</small></p>
            """;
    }
}
