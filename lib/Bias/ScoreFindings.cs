using MathNet.Numerics.Statistics;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Looks for each kind of failure in scores.</summary>
internal sealed class ScoreFindings(Predictions? validation, Predictions test, Threshold threshold, CollapseCriteria criteria)
{
    private readonly ThresholdSweep sweep = ThresholdSweep.Of(test);
    private readonly ConfusionCounts counts = ConfusionCounts.Of(test, threshold);

    private bool HasBothClasses => sweep.Positives > 0 && sweep.Negatives > 0;

    private double BestF1 => sweep.At(sweep.Best(c => c.F1)).F1;

    private double TrivialF1 => sweep[^1].Counts.F1;

    public IReadOnlyList<Finding> All() => [Ranking(), Cut(), Prior(), Saturation(), Shift(), CalibrationError()];

    private Finding Ranking()
    {
        if (!HasBothClasses)
        {
            return Finding.NotKnown(FailureKind.Ranking, $"'{test.Name}' holds one class only: there is nothing to rank.");
        }
        var area = RocCurve.Of(sweep).AreaUnderCurve;
        var interval = Bootstrap.Percentile(
            test, resample => RocCurve.Of(resample).AreaUnderCurve, new BootstrapOptions { Resamples = criteria.Resamples, Seed = criteria.Seed });
        var best = sweep.At(sweep.Best(c => c.BalancedAccuracy)).BalancedAccuracy;
        var inverted = interval.Upper < 0.5;
        var failed = best < criteria.LeastBalancedAccuracy || interval.Lower <= 0.5;
        return Finding.Of(FailureKind.Ranking, failed,
            $"A synthetic image outscores a real one {Wording.Percent(area)} of the time (ROC AUC {TextTable.Figure(area)} " +
            $"{TextTable.Interval(interval.Lower, interval.Upper)}, chance 0.5). Of all thresholds, chosen on these very images, the best has " +
            $"balanced accuracy {TextTable.Figure(best)} (chance 0.5), the best F1 is {TextTable.Figure(BestF1)}; answering everything synthetic " +
            $"has {TextTable.Figure(TrivialF1)}." +
            (inverted ? " The ranking is inverted: real images score higher." : failed ? " No threshold helps." : ""),
            new(Metric.RocAuc.Name, area), new("lower", interval.Lower), new("upper", interval.Upper), new("best balanced accuracy", best),
            new("best F1", BestF1), new("trivial F1", TrivialF1));
    }

    private Finding Cut()
    {
        if (!HasBothClasses)
        {
            return Finding.NotKnown(FailureKind.Threshold, $"'{test.Name}' holds one class only: no threshold is better than another.");
        }
        var best = sweep.Best(c => c.F1);
        var gain = BestF1 - counts.F1;
        var chosen = validation is null ? null : ThresholdSweep.Of(validation).Best(c => c.F1);
        var transferred = chosen is null ? double.NaN : sweep.At(chosen).F1;
        return Finding.Of(FailureKind.Threshold, gain >= criteria.LostF1,
            $"At {threshold.Value:0.####} F1 is {TextTable.Figure(counts.F1)}; at {best.Value:0.####}, the best chosen on these very images, it is " +
            $"{TextTable.Figure(BestF1)}." +
            (BestF1 - TrivialF1 < 0.02 ? " That is no more than answering everything synthetic reaches." : "") +
            (chosen is null ? "" : $" The threshold that '{validation!.Name}' chooses, {chosen.Value:0.####}, has {TextTable.Figure(transferred)} here."),
            new(Metric.PlainF1.Name, counts.F1), new("best F1", BestF1), new("F1 at the threshold of validation", transferred));
    }

    private Finding Prior() => Finding.Of(
        FailureKind.Prior, Math.Abs(counts.PredictedPositiveRate - counts.Prevalence) >= criteria.PriorGap,
        $"{Wording.Percent(counts.PredictedPositiveRate)} of the images are called synthetic at {threshold.Value:0.####}; " +
        $"{Wording.Percent(counts.Prevalence)} are.",
        new("predicted rate", counts.PredictedPositiveRate), new("true rate", counts.Prevalence));

    private Finding Saturation()
    {
        if (!Calibration.HasProbabilities(sweep))
        {
            return Finding.NotKnown(FailureKind.Saturation, "Some scores lie outside [0, 1]: they are no probabilities.");
        }
        double Share(Func<double, bool, bool> holds) => test.Scores.Zip(test.Targets, holds).Count(held => held) / (double)test.Count;
        var below = Share((score, _) => score < criteria.Saturated);
        var above = Share((score, _) => score > 1 - criteria.Saturated);
        var wrong = Share((score, target) => target ? score < criteria.Saturated : score > 1 - criteria.Saturated);
        var errors = below + above > 0 ? wrong / (below + above) : 0;
        return Finding.Of(FailureKind.Saturation, below + above >= criteria.SaturatedShare && errors >= criteria.SaturatedErrors,
            $"{Wording.Percent(below)} of the scores lie below {criteria.Saturated} and {Wording.Percent(above)} above {1 - criteria.Saturated}; " +
            $"{Wording.Percent(errors)} of these are wrong.",
            new("share below", below), new("share above", above), new("share of the saturated that is wrong", errors));
    }

    private Finding Shift()
    {
        if (validation is null)
        {
            return Finding.NotKnown(FailureKind.Shift, "Without validation scores there is nothing to compare with.");
        }
        var (real, synthetic) = (Distance(positive: false), Distance(positive: true));
        if (real is null && synthetic is null)
        {
            return Finding.NotKnown(FailureKind.Shift, $"'{validation.Name}' and '{test.Name}' have no class in common.");
        }
        bool Shifted(KolmogorovSmirnov? ofClass) =>
            ofClass is not null && ofClass.Distance >= criteria.ShiftDistance && ofClass.Probability < criteria.ShiftLevel / 2;
        return Finding.Of(FailureKind.Shift, Shifted(real) || Shifted(synthetic),
            $"From '{validation.Name}' to '{test.Name}', {Moved("real", real, positive: false)}; {Moved("synthetic", synthetic, positive: true)}.",
            new("distance, real", real?.Distance ?? double.NaN), new("probability, real", real?.Probability ?? double.NaN),
            new("distance, synthetic", synthetic?.Distance ?? double.NaN), new("probability, synthetic", synthetic?.Probability ?? double.NaN));
    }

    private Finding CalibrationError()
    {
        if (!Calibration.HasProbabilities(sweep))
        {
            return Finding.NotKnown(FailureKind.Calibration, "Some scores lie outside [0, 1]: they are no probabilities.");
        }
        var (error, mean) = (Calibration.ExpectedError(sweep), test.Scores.Average());
        return Finding.Of(FailureKind.Calibration, error >= criteria.CalibrationError,
            $"Expected calibration error {TextTable.Figure(error)} over {Calibration.DefaultBins} bins; the mean score is {TextTable.Figure(mean)} where " +
            $"{TextTable.Figure(counts.Prevalence)} of the images are synthetic.",
            new(Metric.ExpectedCalibrationError.Name, error), new("mean score", mean));
    }

    private KolmogorovSmirnov? Distance(bool positive) =>
        Of(validation!, positive) is { Length: > 0 } before && Of(test, positive) is { Length: > 0 } after ? KolmogorovSmirnov.Test(before, after) : null;

    private string Moved(string name, KolmogorovSmirnov? between, bool positive) => between is null ? $"{name} images stand on one side only"
        : $"the median score of {name} images goes from {TextTable.Figure(Of(validation!, positive).Median())} to " +
            $"{TextTable.Figure(Of(test, positive).Median())} (Kolmogorov–Smirnov distance {TextTable.Figure(between.Distance)}, {Wording.Probability(between.Probability)})";

    private static double[] Of(Predictions set, bool positive) => [.. set.Scores.Where((_, index) => set.Targets[index] == positive)];

}
