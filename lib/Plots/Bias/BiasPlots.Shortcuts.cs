using Plotly.NET;
using Telltale.Bias;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    /// <summary>
    /// How well each feature alone tells the classes apart, the most telling on top, container and pixels apart by colour and symbol, with
    /// what they do together below, and lines at chance and at the least AUC that counts.
    /// </summary>
    /// <param name="audit">The audit.</param>
    public static Figure Shortcuts(ShortcutAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var features = audit.Features.Where(feature => double.IsFinite(feature.Auc)).OrderByDescending(feature => feature.Auc).ToArray();
        CombinedAudit[] combined = [audit.Container, audit.AllFeatures];
        string[] names = [.. features.Select(feature => feature.Feature.Name), .. combined.Select(item => $"{item.Name}, together")];
        var layout = new PlotLayout(
            new PlotAxis("ROC AUC, images not learnt from") { Range = (Math.Min(0.4, features.Min(feature => feature.Interval.Lower)) - 0.02, 1.02) },
            new PlotAxis("") { Categories = names, Range = (names.Length - 0.5, -0.5) },
            height: 120 + 26 * names.Length);
        layout.VerticalLine(audit.Options.MinAuc, $"telling from {PlotText.Short(audit.Options.MinAuc)}");
        return new(
            $"Shortcuts of {audit.Name}{(audit.IsSimulated ? " (simulated)" : "")}: {audit.Verdict}",
            layout.Around(
                Series.Reference("chance", new PlotPoint(0.5, -0.5), new PlotPoint(0.5, names.Length - 0.5)),
                OfKind("container", FeatureKind.Container, features, SeriesStyle.Of(1)),
                OfKind("pixels: signal or shortcut", FeatureKind.SignalOrShortcut, features, SeriesStyle.Of(0)),
                Series.Intervals(
                    "together", [.. combined.Select((item, index) => new IntervalPoint(
                        item.Auc, item.Interval.Lower, item.Interval.Upper, features.Length + index, $"{item.Name}: AUC {PlotText.Figure(item.Auc)}"))],
                    SeriesStyle.Of(2))));
    }

    private static GenericChart OfKind(string name, FeatureKind kind, FeatureAudit[] features, SeriesStyle style) => Series.Intervals(
        name,
        [.. features.Index().Where(item => item.Item.Feature.Kind == kind).Select(item => new IntervalPoint(
            item.Item.Auc, item.Item.Interval.Lower, item.Item.Interval.Upper, item.Index,
            $"{item.Item.Feature}: AUC {PlotText.Figure(item.Item.Auc)}; real {item.Item.Real}, synthetic {item.Item.Synthetic}"))],
        style);
}
