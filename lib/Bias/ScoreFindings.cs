using MathNet.Numerics.Statistics;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Looks for each kind of failure in scores.</summary>
internal sealed class ScoreFindings(
    Predictions? validation, Predictions test, Threshold threshold, RankingQuality ranking, CollapseCriteria criteria)
{
    private readonly ThresholdSweep sweep = ThresholdSweep.Of(test);
    private readonly ConfusionCounts counts = ConfusionCounts.Of(test, threshold);

    private bool HasBothClasses => sweep.Positives > 0 && sweep.Negatives > 0;

    private bool IsInverted => ranking.Highest == RankingGrade.Inverted;

    private double AllSyntheticF1 => sweep[^1].Counts.F1;

    public IReadOnlyList<Finding> All() =>
        [Ranking(), ThresholdChoice(), Prior(), Saturation(), Shift(), CalibrationError(), ConstantPrediction()];

    private Finding Ranking()
    {
        if (!HasBothClasses)
        {
            return Finding.Unknown(FailureKind.Ranking, $"'{test.Name}' has one class only: there is nothing to rank.");
        }
        var best = sweep.At(sweep.Best(c => c.BalancedAccuracy)).BalancedAccuracy;
        var bestF1 = sweep.At(sweep.Best(c => c.F1)).F1;
        var statement = $"The ranking: {ranking}. A synthetic image scores higher than a real one {Wording.Percent(ranking.Auc)} of " +
            "the time (ROC AUC, chance 0.5). The best threshold, chosen on these images, has balanced accuracy " +
            $"{TextTable.Value(best)} (chance 0.5); the best F1 is {TextTable.Value(bestF1)}, and {TextTable.Value(AllSyntheticF1)} for " +
            $"the constant prediction 'all synthetic'.{Consequence()}";
        FindingValue[] values =
        [
            new(Metric.RocAuc.Name, ranking.Auc), new("lower", ranking.Interval.Lower), new("upper", ranking.Interval.Upper),
            new("best balanced accuracy", best), new("best F1", bestF1), new("F1, all synthetic", AllSyntheticF1),
        ];
        return ranking.IsPoor || ranking.IsGood
            ? Finding.Of(FailureKind.Ranking, ranking.IsPoor, statement, values)
            : Finding.Unknown(FailureKind.Ranking, statement, values);
    }

    private string Consequence() => !ranking.IsPoor ? ""
        : ranking.IsStronglyInverted
            ? " The ranking is inverted: real images score higher. Check the sign of the scores and which class is called synthetic."
        : IsInverted ? " The ranking is inverted: real images score higher, by a little."
        : " No threshold repairs it.";

    private Finding ThresholdChoice()
    {
        if (ranking.Missing is not null)
        {
            return Finding.Unknown(FailureKind.Threshold, $"Cannot tell whether another threshold is better: {ranking.Missing}.");
        }
        var best = sweep.Best(c => IsInverted ? -c.BalancedAccuracy : c.BalancedAccuracy, Metric.BalancedAccuracy.Name);
        var gain = ThresholdGain.Of(test, threshold, IsInverted, criteria.Seed);
        double Reached(Threshold at) => sweep.At(at).BalancedAccuracy is var reached && IsInverted ? 1 - reached : reached;
        var chosen = validation is null ? null : Chosen(validation);
        FindingValue[] values =
        [
            new(Metric.BalancedAccuracy.Name, Reached(threshold)), new("best balanced accuracy", Reached(best)), new("gain", gain.Gain),
            new("standard error of the gain", gain.StandardError), new("best threshold", best.Value), new(Metric.PlainF1.Name, counts.F1),
            new("F1 at the validation threshold", chosen is null ? double.NaN : sweep.At(chosen).F1),
        ];
        var statement = $"At {threshold.Value.Invariant("0.####")} the balanced accuracy is {TextTable.Value(Reached(threshold))}; at " +
            $"{best.Value.Invariant("0.####")}, the best threshold on these images, it is {TextTable.Value(Reached(best))}" +
            $"{(IsInverted ? " (with the classes swapped, because the ranking is inverted)" : "")}. A threshold chosen on one half of " +
            $"the images changes that of the other half by {TextTable.Signed(gain.Gain)} ± {TextTable.Value(2 * gain.StandardError)}." +
            (chosen is null ? "" : $" The threshold chosen on '{validation!.Name}', {chosen.Value.Invariant("0.####")}, has an F1 of " +
                $"{TextTable.Value(sweep.At(chosen).F1)} here, {threshold.Value.Invariant("0.####")} one of {TextTable.Value(counts.F1)}.");
        var large = gain.Gain >= criteria.ThresholdGain;
        return large && gain.Gain <= 2 * gain.StandardError
            ? Finding.Unknown(FailureKind.Threshold, $"{statement} There are too few images to tell.", values)
            : Finding.Of(FailureKind.Threshold, large, statement, values);
    }

    private Finding Prior()
    {
        var before = validation is null ? double.NaN : validation.Targets.Count(target => target) / (double)validation.Count;
        var moved = Math.Abs(counts.Prevalence - before) >= criteria.PriorGap;
        return Finding.Of(
            FailureKind.Prior, moved || Math.Abs(counts.PredictedPositiveRate - counts.Prevalence) >= criteria.PriorGap,
            $"{Wording.Percent(counts.PredictedPositiveRate)} of the images are predicted synthetic at " +
            $"{threshold.Value.Invariant("0.####")}; {Wording.Percent(counts.Prevalence)} are." +
            (validation is null ? "" : $" On '{validation.Name}' {Wording.Percent(before)} are."),
            new("predicted rate", counts.PredictedPositiveRate), new("true rate", counts.Prevalence),
            new("true rate on validation", before));
    }

    private Finding Saturation()
    {
        var probabilities = Array.ConvertAll(test.Scores, test.Scale.ToProbability);
        double Share(Func<double, bool, bool> holds) => probabilities.Zip(test.Targets, holds).Count(held => held) / (double)test.Count;
        var margin = criteria.SaturationMargin;
        var (below, above) = (Share((score, _) => score < margin), Share((score, _) => score > 1 - margin));
        var wrong = Share((score, target) => target ? score < margin : score > 1 - margin);
        var errors = below + above > 0 ? wrong / (below + above) : 0;
        var limit = Math.Log(1 / margin - 1);
        var (low, high) = test.Scale == ScoreScale.Logit
            ? ($"−{limit.Invariant("0.0")}", limit.Invariant("0.0"))
            : (margin.Invariant(), (1 - margin).Invariant());
        return Finding.Of(FailureKind.Saturation, below + above >= criteria.SaturatedShare && errors >= criteria.SaturatedErrorRate,
            $"{Wording.Percent(below)} of the scores lie below {low} and {Wording.Percent(above)} above {high}; " +
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
        var (error, byChance) = (Calibration.ExpectedError(sweep), Calibration.ErrorByChance(sweep));
        var mean = test.Scores.Average(test.Scale.ToProbability);
        FindingValue[] values = [new(Metric.ExpectedCalibrationError.Name, error), new("by chance", byChance), new("mean score", mean)];
        var statement = $"Expected calibration error {TextTable.Value(error)} over {Calibration.DefaultBins} bins" +
            $"{(test.Scale == ScoreScale.Logit ? " of the sigmoid of the logits" : "")}, where {TextTable.Value(byChance)} is to be " +
            $"expected of calibrated scores; the mean score is {TextTable.Value(mean)}, the share of synthetic images " +
            $"{TextTable.Value(counts.Prevalence)}.";
        return error >= criteria.CalibrationError && error < 2 * byChance
            ? Finding.Unknown(FailureKind.Calibration, $"{statement} There are too few images to tell.", values)
            : Finding.Of(FailureKind.Calibration, error >= criteria.CalibrationError, statement, values);
    }

    private Finding ConstantPrediction() => !HasBothClasses
        ? Finding.Unknown(FailureKind.Constant, $"'{test.Name}' has one class only: a constant prediction may be right.")
        : ConstantFinding.Of(counts, criteria);

    private static Threshold? Chosen(Predictions set) =>
        set.Targets.Distinct().Count() < 2 ? null : ThresholdSweep.Of(set).Best(c => c.F1);

    private KolmogorovSmirnov? Distance(bool positive) =>
        Of(validation!, positive) is { Length: > 0 } before && Of(test, positive) is { Length: > 0 } after
            ? KolmogorovSmirnov.Test(before, after) : null;

    private string Moved(string name, KolmogorovSmirnov? between, bool positive) => between is null ? $"{name} images are in one set only"
        : $"the median score of {name} images changes from {TextTable.Value(Of(validation!, positive).Median())} to " +
            $"{TextTable.Value(Of(test, positive).Median())} (Kolmogorov–Smirnov distance " +
            $"{TextTable.Value(between.Distance)}, {Wording.PValue(between.PValue)})";

    private static double[] Of(Predictions set, bool positive) => [.. set.Scores.Where((_, index) => set.Targets[index] == positive)];
}
