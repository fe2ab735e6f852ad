using MathNet.Numerics.Statistics;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Looks for each kind of failure in scores.</summary>
internal sealed class ScoreFindings(Predictions? validation, Predictions test, Threshold threshold, CollapseCriteria criteria)
{
    private readonly ThresholdSweep sweep = ThresholdSweep.Of(test);
    private readonly ConfusionCounts counts = ConfusionCounts.Of(test, threshold);

    private bool HasBothClasses => sweep.Positives > 0 && sweep.Negatives > 0;

    private double BestF1 => sweep.At(sweep.Best(c => c.F1)).F1;

    private double AllSyntheticF1 => sweep[^1].Counts.F1;

    public IReadOnlyList<Finding> All() => [Ranking(), ThresholdChoice(), Prior(), Saturation(), Shift(), CalibrationError()];

    private Finding Ranking()
    {
        if (!HasBothClasses)
        {
            return Finding.Unknown(FailureKind.Ranking, $"'{test.Name}' has one class only: there is nothing to rank.");
        }
        var auc = RocCurve.Of(sweep).AreaUnderCurve;
        var interval = Bootstrap.Percentile(
            test, resample => RocCurve.Of(resample).AreaUnderCurve,
            new BootstrapOptions { Resamples = criteria.Resamples, Seed = criteria.Seed });
        var best = sweep.At(sweep.Best(c => c.BalancedAccuracy)).BalancedAccuracy;
        var inverted = interval.Upper < 0.5;
        var failed = best < criteria.MinBalancedAccuracy || interval.Lower <= 0.5;
        return Finding.Of(FailureKind.Ranking, failed,
            $"A synthetic image scores higher than a real one {Wording.Percent(auc)} of the time (ROC AUC {TextTable.Value(auc)} " +
            $"{TextTable.Interval(interval.Lower, interval.Upper)}, chance 0.5). The best threshold, chosen on these images, has " +
            $"balanced accuracy {TextTable.Value(best)} (chance 0.5); the best F1 is {TextTable.Value(BestF1)}, and " +
            $"{TextTable.Value(AllSyntheticF1)} for the constant prediction 'all synthetic'." +
            (inverted ? " The ranking is inverted: real images score higher." : failed ? " No threshold helps." : ""),
            new(Metric.RocAuc.Name, auc), new("lower", interval.Lower), new("upper", interval.Upper), new("best balanced accuracy", best),
            new("best F1", BestF1), new("F1, all synthetic", AllSyntheticF1));
    }

    private Finding ThresholdChoice()
    {
        if (!HasBothClasses)
        {
            return Finding.Unknown(FailureKind.Threshold, $"'{test.Name}' has one class only: no threshold is better than another.");
        }
        var best = sweep.Best(c => c.F1);
        var gain = BestF1 - counts.F1;
        var chosen = validation is null ? null : ThresholdSweep.Of(validation).Best(c => c.F1);
        var transferred = chosen is null ? double.NaN : sweep.At(chosen).F1;
        return Finding.Of(FailureKind.Threshold, gain >= criteria.F1Gain,
            $"At {threshold.Value.Invariant("0.####")} F1 is {TextTable.Value(counts.F1)}; at {best.Value.Invariant("0.####")}, " +
            "the best threshold on these images, it is " +
            $"{TextTable.Value(BestF1)}." +
            (BestF1 - AllSyntheticF1 < 0.02 ? " That is no better than the constant prediction 'all synthetic'." : "") +
            (chosen is null ? "" : $" The threshold chosen on '{validation!.Name}', {chosen.Value.Invariant("0.####")}, " +
                $"has {TextTable.Value(transferred)} here."),
            new(Metric.PlainF1.Name, counts.F1), new("best F1", BestF1), new("F1 at the validation threshold", transferred));
    }

    private Finding Prior() => Finding.Of(
        FailureKind.Prior, Math.Abs(counts.PredictedPositiveRate - counts.Prevalence) >= criteria.PriorGap,
        $"{Wording.Percent(counts.PredictedPositiveRate)} of the images are predicted synthetic at " +
        $"{threshold.Value.Invariant("0.####")}; " +
        $"{Wording.Percent(counts.Prevalence)} are.",
        new("predicted rate", counts.PredictedPositiveRate), new("true rate", counts.Prevalence));

    private Finding Saturation()
    {
        if (!Calibration.HasProbabilities(sweep))
        {
            return Finding.Unknown(FailureKind.Saturation, "Some scores lie outside [0, 1], so they are not probabilities.");
        }
        double Share(Func<double, bool, bool> holds) => test.Scores.Zip(test.Targets, holds).Count(held => held) / (double)test.Count;
        var below = Share((score, _) => score < criteria.SaturationMargin);
        var above = Share((score, _) => score > 1 - criteria.SaturationMargin);
        var wrong = Share((score, target) => target ? score < criteria.SaturationMargin : score > 1 - criteria.SaturationMargin);
        var errors = below + above > 0 ? wrong / (below + above) : 0;
        return Finding.Of(FailureKind.Saturation, below + above >= criteria.SaturatedShare && errors >= criteria.SaturatedErrorRate,
            $"{Wording.Percent(below)} of the scores lie below {criteria.SaturationMargin.Invariant()} and {Wording.Percent(above)} " +
            $"above {(1 - criteria.SaturationMargin).Invariant()}; " +
            $"{Wording.Percent(errors)} of these are wrong.",
            new("share below", below), new("share above", above), new("share of saturated scores that are wrong", errors));
    }

    private Finding Shift()
    {
        if (validation is null)
        {
            return Finding.Unknown(FailureKind.Shift, "There are no validation scores to compare with.");
        }
        var (real, synthetic) = (Distance(positive: false), Distance(positive: true));
        if (real is null && synthetic is null)
        {
            return Finding.Unknown(FailureKind.Shift, $"'{validation.Name}' and '{test.Name}' have no class in common.");
        }
        bool Shifted(KolmogorovSmirnov? ofClass) =>
            ofClass is not null && ofClass.Distance >= criteria.ShiftDistance && ofClass.PValue < criteria.ShiftLevel / 2;
        return Finding.Of(FailureKind.Shift, Shifted(real) || Shifted(synthetic),
            $"From '{validation.Name}' to '{test.Name}', {Moved("real", real, positive: false)}; " +
            $"{Moved("synthetic", synthetic, positive: true)}.",
            new("distance, real", real?.Distance ?? double.NaN), new("p, real", real?.PValue ?? double.NaN),
            new("distance, synthetic", synthetic?.Distance ?? double.NaN), new("p, synthetic", synthetic?.PValue ?? double.NaN));
    }

    private Finding CalibrationError()
    {
        if (!Calibration.HasProbabilities(sweep))
        {
            return Finding.Unknown(FailureKind.Calibration, "Some scores lie outside [0, 1], so they are not probabilities.");
        }
        var (error, mean) = (Calibration.ExpectedError(sweep), test.Scores.Average());
        return Finding.Of(FailureKind.Calibration, error >= criteria.CalibrationError,
            $"Expected calibration error {TextTable.Value(error)} over {Calibration.DefaultBins} bins; " +
            $"the mean score is {TextTable.Value(mean)}, " +
            $"the share of synthetic images {TextTable.Value(counts.Prevalence)}.",
            new(Metric.ExpectedCalibrationError.Name, error), new("mean score", mean));
    }

    private KolmogorovSmirnov? Distance(bool positive) =>
        Of(validation!, positive) is { Length: > 0 } before && Of(test, positive) is { Length: > 0 } after
            ? KolmogorovSmirnov.Test(before, after) : null;

    private string Moved(string name, KolmogorovSmirnov? between, bool positive) => between is null ? $"{name} images are in one set only"
        : $"the median score of {name} images changes from {TextTable.Value(Of(validation!, positive).Median())} to " +
            $"{TextTable.Value(Of(test, positive).Median())} (Kolmogorov–Smirnov distance " +
            $"{TextTable.Value(between.Distance)}, {Wording.PValue(between.PValue)})";

    private static double[] Of(Predictions set, bool positive) => [.. set.Scores.Where((_, index) => set.Targets[index] == positive)];
}
