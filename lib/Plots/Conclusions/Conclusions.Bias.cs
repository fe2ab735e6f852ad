using Telltale.Bias;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class Conclusions
{
    /// <summary>Whether the files alone reveal the class.</summary>
    /// <param name="audit">The audit of the training images.</param>
    public static Conclusion Shortcuts(ShortcutAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var found = audit.Features.Where(feature => feature.Verdict == FeatureVerdict.Shortcut)
            .Select(feature => $"{feature.Feature.Name} (ROC AUC {PlotText.Number(feature.Auc)})").ToArray();
        var auc = $"{PlotText.Number(audit.Container.Auc)} " +
            $"{PlotText.Interval(audit.Container.Interval.Lower, audit.Container.Interval.Upper)}";
        return new(audit.HasContainerShortcut
            ? $"The files alone reveal the class ({audit.Name}): together their features have a ROC AUC of {auc}" +
                (found.Length == 0 ? "." : $"; the shortcuts are {PlotText.List(found)}.")
            : $"The files do not reveal the class ({audit.Name}): all container features together have a ROC AUC of {auc}, where 0.5 " +
                $"is chance.");
    }

    /// <summary>Whether a source or another group of images fails more than the rest.</summary>
    /// <param name="report">The groups.</param>
    public static Conclusion Groups(BiasReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var worst = report.Groups[0];
        var tested = worst.Differs
            ? $"that differs from the other images by {PlotText.Number(worst.Difference)} (p {PlotText.Short(worst.CorrectedPValue)} " +
                $"after " +
                $"correction for {report.Groups.Count.Counted("group")})"
            : $"after correction for {report.Groups.Count.Counted("group")} the difference from the other images is unresolved";
        return new($"The worst of {report.Groups.Count.Counted("group")} is {worst.Name}, with a {report.Metric} of " +
            $"{Comparison.Text(worst.Value)}: {tested}.");
    }

    /// <summary>Whether a calibration fitted on validation images helps on test images.</summary>
    /// <param name="report">The calibrations.</param>
    public static Conclusion Calibrated(CalibrationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var raw = report.Scores[0].TestError;
        var best = report.Scores.Skip(1).MinBy(scores => scores.TestError)!;
        var change = raw - best.TestError;
        return new(
            $"The expected calibration error on {report.Name} is {PlotText.Number(raw)}; the better calibration fitted on validation " +
            $"({best.Name}) {(Math.Abs(change) < 0.005 ? "leaves it about the same, at" : change > 0 ? "lowers it to" : "raises it to")} " +
            $"{PlotText.Number(best.TestError)}.");
    }

    /// <summary>Which heat maps show what the detector uses.</summary>
    /// <param name="tests">The deletion test of each method; at least one.</param>
    public static Conclusion HeatMaps(params IReadOnlyList<DeletionTest> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var results = tests.Select(test =>
            $"{test.Curves[0].Map.Method} {(test.Passed ? "passes" : "fails")} ({PlotText.Number(test.GuidedArea)} in its order, " +
            $"{PlotText.Number(test.RandomArea)} at random)");
        return new(
            $"Deletion test of the heat maps, mean score while parts are removed, lower is better: {PlotText.List([.. results])}. " +
            (tests.All(test => test.Passed) ? "These maps find some of what the detector uses."
                : "A map that fails is no evidence of what the detector uses."));
    }

    /// <summary>What published metrics alone reveal about a detector.</summary>
    /// <param name="diagnosis">The diagnosis of published metrics.</param>
    public static Conclusion Published(CollapseDiagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var ranking = diagnosis[FailureKind.Ranking];
        var matrix = diagnosis.Matrices.Count != 1
            ? $"{PlotText.Count(diagnosis.Matrices.Count)} confusion matrices fit the paper's metrics"
            : $"The paper's metrics fit exactly one confusion matrix: {PlotText.Count(diagnosis.Matrices[0].FalseNegatives)} of " +
                $"{diagnosis.Matrices[0].Positives.Counted("synthetic image was", "synthetic images were")} called real";
        return new(ranking.State == FindingState.Unknown ? $"{matrix}. {ranking.Statement}"
            : $"{matrix}. With its ROC AUC and a concave ROC curve no threshold would have raised F1 above " +
                $"{PlotText.Number(ranking["highest F1, concave"])}; 'all synthetic' has " +
                $"{PlotText.Number(ranking["F1, all synthetic"])}. " +
                (ranking.State == FindingState.Found ? "The ranking failed, not only the threshold." : "The ranking did not fail."))
        {
            IsAboutPaper = true,
        };
    }
}
