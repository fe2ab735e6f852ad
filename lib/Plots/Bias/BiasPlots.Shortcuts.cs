using Plotly.NET;
using Telltale.Bias;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    /// <summary>
    /// How well each feature alone separates the classes, strongest on top, with the three kinds in different colours and symbols. Below
    /// them, the features combined; lines mark chance and the AUC from which a feature is flagged.
    /// </summary>
    /// <param name="audit">The audit.</param>
    public static Chart Shortcuts(ShortcutAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var features = audit.Features.Where(feature => double.IsFinite(feature.Auc)).OrderByDescending(feature => feature.Auc).ToArray();
        var combined = audit.Combined;
        string[] names = [.. features.Select(feature => feature.Feature.Name), .. combined.Select(item => $"{item.Name}, combined")];
        var layout = new PlotLayout(
            new PlotAxis("ROC AUC, cross-validated")
            {
                Range = (Math.Min(0.4, features.Min(feature => feature.Interval.Lower)) - 0.02, 1.02),
            },
            new PlotAxis("") { Categories = names, Range = (names.Length - 0.5, -0.5) },
            height: 120 + 26 * names.Length);
        layout.VerticalLine(audit.Options.MinAuc, $"flagged from {PlotText.Short(audit.Options.MinAuc)}");
        return new(
            $"Shortcuts of {audit.Name}{(audit.IsSimulated ? " (simulated)" : "")}: {audit.Verdict}",
            layout.Combine(
                Series.Reference("chance", new PlotPoint(0.5, -0.5), new PlotPoint(0.5, names.Length - 0.5)),
                OfKind("container", FeatureKind.Container, audit.Classes, features, SeriesStyle.Of(1)),
                OfKind("history", FeatureKind.History, audit.Classes, features, SeriesStyle.Of(3)),
                OfKind("pixels: signal or shortcut", FeatureKind.SignalOrShortcut, audit.Classes, features, SeriesStyle.Of(0)),
                Series.Intervals(
                    "combined", [.. combined.Select((item, index) => new IntervalPoint(
                        item.Auc, item.Interval.Lower, item.Interval.Upper, features.Length + index,
                        $"{item.Name}: AUC {PlotText.Number(item.Auc)}"))],
                    SeriesStyle.Of(2))));
    }

    private static GenericChart OfKind(
        string name, FeatureKind kind, (string Negative, string Positive) classes, FeatureAudit[] features, SeriesStyle style) =>
        Series.Intervals(
            name,
            [.. features.Index().Where(item => item.Item.Feature.Kind == kind).Select(item => new IntervalPoint(
                item.Item.Auc, item.Item.Interval.Lower, item.Item.Interval.Upper, item.Index,
                $"{item.Item.Feature}: AUC {PlotText.Number(item.Item.Auc)}; {classes.Negative} {item.Item.Real}, "
                    + $"{classes.Positive} {item.Item.Synthetic}"))],
            style);
}
