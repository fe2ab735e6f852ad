using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>A group report as an HTML table, with every metric of every group in a collapsed section.</summary>
internal static class BiasReportHtml
{
    public static string Of(BiasReport report)
    {
        var groups = HtmlTable.Of(report.Groups,
            ("group", group => group.Name),
            ("real", group => PlotText.Count(group.Real)),
            ("synthetic", group => PlotText.Count(group.Synthetic)),
            (report.Metric.Name, group => PlotText.Number(group.Value.Value)),
            ("95 % interval", group => PlotText.Interval(group.Value.Lower, group.Value.Upper)),
            ("difference from the others", group => group.Difference),
            ("p (Holm)", group => group.CannotTell is null ? group.PText : $"cannot tell: {group.CannotTell}"),
            (Metric.Recall.Name, group => PlotText.Number(group.Report.Counts.Recall)),
            ("false alarms", group => PlotText.Number(group.Report.Counts.FalsePositiveRate)),
            (Metric.RocAuc.Name, group => PlotText.Number(group.Report[Metric.RocAuc].Value)));
        return $"""
            <p><strong>Groups of {PlotText.Html(report.Overall.Name)}</strong>: {PlotText.Html(report.Verdict)}.<br>
            Threshold {PlotText.Html(report.Overall.ThresholdDescription)}.</p>
            {groups.ToHtml()}
            <p><small>{PlotText.Html(report.Explanation)}</small></p>
            <details><summary>every metric of every group</summary>{AllMetrics(report).ToHtml()}</details>
            """;
    }

    private static HtmlTable AllMetrics(BiasReport report) => HtmlTable.Of(
        report.Groups,
        [("group", group => group.Name), .. report.Overall.Metrics.Select(metric =>
            (metric.Name, (Func<GroupResult, object?>)(group => WithInterval(group.Report[metric.Metric]))))]);

    private static string WithInterval(MetricValue metric) =>
        $"{PlotText.Number(metric.Value)} {PlotText.Interval(metric.Lower, metric.Upper)}";
}
