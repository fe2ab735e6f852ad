using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>Protocols as HTML tables.</summary>
internal static class ProtocolHtml
{
    public static string Of(LeaveOneGeneratorOut result)
    {
        var rows = HtmlTable.Of(result.Generators,
            ("left out", generator => generator),
            (Metric.RocAuc.Name, generator => result.OverSeeds(generator, one => one.RocAuc)),
            (Metric.BalancedAccuracy.Name, generator => result.OverSeeds(generator, one => one.BalancedAccuracy)),
            (Metric.Recall.Name, generator => result.OverSeeds(generator, one => one.Recall)),
            ("false alarms", generator => result.OverSeeds(generator, one => one.FalsePositiveRate)),
            ("ROC AUC, sources trained on", generator => result.OverSeeds(generator, one => one.SeenRocAuc)));
        return $"<p><strong>Leave one generator out</strong>: {PlotText.Html(result.Verdict)}.</p>{rows.ToHtml()}";
    }

    public static string Of(RobustnessCurves curves)
    {
        var rows = HtmlTable.Of(curves.Points,
            ("detector", point => point.Detector),
            ("degradation", point => point.Intervention?.ToString() ?? "unchanged"),
            (Metric.RocAuc.Name, point => point.RocAuc),
            (Metric.BalancedAccuracy.Name, point => point.BalancedAccuracy),
            ("seeds", point => point.RocAuc.Runs));
        var simulated = curves.IsSimulated ? " (simulated)" : "";
        return $"<p><strong>Robustness</strong> on {PlotText.Html(curves.Images)}{simulated}: {PlotText.Html(curves.Verdict)}.</p>"
            + rows.ToHtml();
    }
}
