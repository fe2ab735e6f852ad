using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>Protocols as HTML tables.</summary>
internal static class ProtocolHtml
{
    public static string Of(LeaveOneGeneratorOut result)
    {
        var rows = HtmlTable.Of(result.Generators,
            ("left out", generator => generator),
            ("ROC AUC", generator => result.OverSeeds(generator, one => one.RocAuc)),
            ("balanced accuracy", generator => result.OverSeeds(generator, one => one.BalancedAccuracy)),
            ("recall", generator => result.OverSeeds(generator, one => one.Recall)),
            ("false alarms", generator => result.OverSeeds(generator, one => one.FalsePositiveRate)),
            ("ROC AUC, sources trained on", generator => result.OverSeeds(generator, one => one.SeenRocAuc)));
        return $"<p><strong>Leave one generator out</strong>: {PlotText.Html(result.Verdict)}.</p>{rows.ToHtml()}";
    }

    public static string Of(RobustnessCurves curves)
    {
        var rows = HtmlTable.Of(curves.Points,
            ("detector", point => point.Detector),
            ("degradation", point => point.Intervention?.ToString() ?? "unchanged"),
            ("ROC AUC", point => point.RocAuc),
            ("balanced accuracy", point => point.BalancedAccuracy),
            ("seeds", point => point.RocAuc.Runs));
        var simulated = curves.IsSimulated ? " (simulated)" : "";
        return $"<p><strong>Robustness</strong> on {PlotText.Html(curves.Images)}{simulated}: {PlotText.Html(curves.Verdict)}.</p>"
            + rows.ToHtml();
    }
}
