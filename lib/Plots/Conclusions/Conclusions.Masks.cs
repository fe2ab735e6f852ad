using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class Conclusions
{
    private const string Everything = "'everything edited'";

    /// <summary>Whether masks beat the constant prediction "everything edited".</summary>
    /// <param name="report">The report on test images.</param>
    public static Conclusion Masks(MaskReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var f1 = report[Metric.MaskF1];
        return new(
            $"On the {report.EditedImages.Counted("edited image")} of {report.Name} the localizer's masks have an F1 of " +
            $"{Comparison.Text(f1)}: {Comparison.Against(f1, f1.AllPositive, $"the constant prediction {Everything}")}.");
    }

    /// <summary>Whether one kind of edit is found better than another, and which kind is not found at all.</summary>
    /// <param name="kinds">A report for each kind of edit; at least one.</param>
    public static Conclusion Kinds(IEnumerable<(EditKind Kind, MaskReport Report)> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var values = kinds.Select(kind => (Name: MaskPlots.KindName(kind.Kind) ?? "unknown", F1: kind.Report[Metric.MaskF1]))
            .OrderByDescending(kind => kind.F1.Value).ToArray();
        var each = values.Select(kind =>
            $"{kind.Name} {Comparison.Text(kind.F1)}, {Comparison.Against(kind.F1, kind.F1.AllPositive, Everything)}");
        return new($"F1 of the masks by kind of edit: {string.Join("; ", each)}." + (values.Length < 2 ? ""
            : $" {Capitalized(values[^1].Name)} against {values[0].Name}: {Comparison.Between(values[^1].F1, values[0].F1)}."));
    }

    /// <summary>What choosing the mask threshold on the test images would add.</summary>
    /// <param name="report">The report at a threshold that was chosen on other images.</param>
    public static Conclusion Oracle(MaskReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(Comparison.Oracle(Metric.MaskF1.Name, report[Metric.MaskF1].Value, report.BestPossible.Metrics.F1));
    }

    /// <summary>How much the F1 of the same masks changes with the way in which it is averaged.</summary>
    /// <param name="masks">The counted pixels of the test images.</param>
    /// <param name="threshold">The threshold of the masks.</param>
    /// <param name="conventions">At least two ways of averaging.</param>
    public static Conclusion Averages(MaskHistograms masks, Threshold threshold, params IReadOnlyList<Averaging> conventions)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        var values = conventions.Select(way => (Way: way, ThresholdSweep.Of(masks, way).At(threshold).F1)).OrderBy(value => value.F1)
            .ToArray();
        var (lowest, highest) = (values[0], values[^1]);
        return new(
            $"The same masks at the same threshold have an F1 of {PlotText.Number(lowest.F1)} ({lowest.Way}) or of " +
            $"{PlotText.Number(highest.F1)} ({highest.Way}): the convention alone changes it by " +
            $"{PlotText.Number(highest.F1 - lowest.F1)}.");
    }

    /// <summary>Whether the coverage of the masks shows that an image was edited.</summary>
    /// <param name="report">The report on the shares of pixels above the mask threshold.</param>
    public static Conclusion Coverage(DetectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (balanced, counts) = (report[Metric.BalancedAccuracy], report.Counts);
        return new(
            $"Decided by the coverage of its mask, {PlotText.Percent(counts.Recall)} of the {PlotText.Count(counts.Positives)} edited " +
            $"images " +
            $"and {PlotText.Percent(counts.FalsePositiveRate)} of the {PlotText.Count(counts.Negatives)} authentic ones are called " +
            $"edited. " +
            $"The balanced accuracy is {Comparison.Text(balanced)}: {Comparison.Against(balanced, balanced.AllPositive, NoSkill)}.");
    }

    /// <summary>Whether small edits are found as well as large ones.</summary>
    /// <param name="masks">Masks predicted for whole images; at least two of edited images.</param>
    /// <param name="threshold">The threshold of the masks.</param>
    public static Conclusion Sizes(IEnumerable<PredictedMask> masks, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        var edited = masks.Where(mask => mask.Truth.Coverage > 0).OrderBy(mask => mask.Truth.Coverage).ToArray();
        var (small, large) = (edited[..(edited.Length / 2)], edited[(edited.Length / 2)..]);
        return new(
            $"The {PlotText.Count(small.Length)} smaller edits, up to {PlotText.Percent(small[^1].Truth.Coverage)} of the image, have " +
            $"a mean F1 " +
            $"of {PlotText.Number(Mean(small))}; 'everything edited' has {PlotText.Number(Everything(small))} there. " +
            $"The {PlotText.Count(large.Length)} larger ones have {PlotText.Number(Mean(large))} against " +
            $"{PlotText.Number(Everything(large))}.");

        double Mean(PredictedMask[] some) => some.Average(mask => mask.CountsAt(threshold.Value).F1);
        static double Everything(PredictedMask[] some) => some.Average(mask => 2 * mask.Truth.Coverage / (1 + mask.Truth.Coverage));
    }

    /// <summary>How much of authentic images is marked as edited.</summary>
    /// <param name="masks">Masks predicted for whole images; those of edited images are ignored.</param>
    /// <param name="threshold">The threshold of the masks.</param>
    public static Conclusion FalseAlarms(IEnumerable<PredictedMask> masks, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        var shares = masks.Where(mask => mask.Truth.Coverage == 0).Select(mask => mask.CountsAt(threshold.Value).PredictedPositiveRate)
            .ToArray();
        return new(shares.Length == 0 ? "There is no authentic image to count false alarms on."
            : $"Of {shares.Length.Counted("authentic image")}, {PlotText.Count(shares.Count(share => share == 0))} are free of " +
                $"false " +
            $"alarms; on average {PlotText.Percent(shares.Average())} of their pixels are marked as edited, at worst " +
            $"{PlotText.Percent(shares.Max())}.");
    }
}
