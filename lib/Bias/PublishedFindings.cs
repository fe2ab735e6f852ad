using MathNet.Numerics.Distributions;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Looks for each kind of failure in the confusion matrices that fit published metrics.</summary>
internal sealed class PublishedFindings
{
    private readonly PublishedMetrics metrics;
    private readonly long images;
    private readonly long? positives;
    private readonly CollapseCriteria criteria;

    public PublishedFindings(PublishedMetrics metrics, long images, long? positives, CollapseCriteria criteria)
    {
        (this.metrics, this.images, this.positives, this.criteria) = (metrics, images, positives, criteria);
        Matrices = [.. new ConfusionSearch(metrics, images, positives).Matrices()];
    }

    public IReadOnlyList<ConfusionCounts> Matrices { get; }

    private string Set => positives is { } known
        ? $"{known.Invariant("N0")} synthetic and {(images - known).Counted("real image")}"
        : $"{images.Counted("image")}, of any class balance,";

    public IReadOnlyList<Finding> All()
    {
        const string NeedsScores = "Published metrics cannot tell: this needs the scores.";
        Finding[] ofMatrices = Matrices.Count > 0
            ? [InAll(Ranking), InAll(ThresholdChoice), InAll(Prior), InAll(counts => ConstantFinding.Of(counts, criteria))]
            : [.. new[] { FailureKind.Ranking, FailureKind.Threshold, FailureKind.Prior, FailureKind.Constant }.Select(kind =>
                Finding.Unknown(kind, "No confusion matrix fits these metrics."))];
        return [.. ofMatrices[..3], Finding.Unknown(FailureKind.Saturation, NeedsScores), Finding.Unknown(FailureKind.Shift, NeedsScores),
            Finding.Unknown(FailureKind.Calibration, NeedsScores), ofMatrices[3]];
    }

    public string Consistency() => Matrices.Count switch
    {
        0 => $"The metrics are inconsistent: no confusion matrix of {Set} rounds to {metrics.Counted}.{Suspects()}",
        1 => $"The metrics are consistent: exactly one confusion matrix of {Set} rounds to {metrics.Counted}: {Text(Matrices[0])}.",
        _ => $"The metrics are consistent: {Matrices.Count.Invariant("N0")} confusion matrices of {Set} round to {metrics.Counted}, "
            + $"from {Text(Matrices[0])} to {Text(Matrices[^1])}.",
    };

    /// <summary>The finding of the first matrix if all agree on its state, else unknown.</summary>
    private Finding InAll(Func<ConfusionCounts, Finding> of)
    {
        var first = of(Matrices[0]);
        return Matrices.Count == 1 ? first
            : Matrices.All(counts => of(counts).State == first.State)
                ? first with
                {
                    Statement = $"{first.Statement} (For the first of {Matrices.Count.Invariant("N0")} matrices that fit; all agree.)",
                }
                : Finding.Unknown(first.Kind, $"The {Matrices.Count.Invariant("N0")} matrices that fit disagree.");
    }

    private Finding Ranking(ConfusionCounts counts)
    {
        if (metrics.RocAuc is not { } auc)
        {
            return Finding.Unknown(FailureKind.Ranking, "No ROC AUC was published, and one threshold does not determine the others.");
        }
        if (counts.Positives == 0 || counts.Negatives == 0)
        {
            return Finding.Unknown(FailureKind.Ranking, "One class is absent: there is nothing to rank.");
        }
        // The published AUC may have been rounded down.
        var bounds = new AucBounds(Math.Min(1, auc + 0.5 * Math.Pow(10, -metrics.Decimals)), counts.Prevalence);
        return Finding.Of(FailureKind.Ranking, bounds.ConcaveBalancedAccuracy < criteria.MinBalancedAccuracy,
            $"{Concave(auc, bounds)} {Any(bounds)} {HighestScores(counts)}",
            new(Metric.RocAuc.Name, auc), new("F1, all synthetic", bounds.AllSyntheticF1), new("highest F1, concave", bounds.ConcaveF1),
            new("highest balanced accuracy, concave", bounds.ConcaveBalancedAccuracy), new("highest F1, any ranking", bounds.AnyF1),
            new("highest balanced accuracy, any ranking", bounds.AnyBalancedAccuracy));
    }

    private string Concave(double auc, AucBounds bounds) =>
        $"The ROC AUC is {auc.Invariant($"F{metrics.Decimals}")}, at most {bounds.Auc.Invariant($"F{metrics.Decimals + 1}")} " +
        "before rounding. If a higher score never means less likely synthetic (a concave ROC curve), the area under the curve " +
        "contains the triangle through (0, 0), the operating point and (1, 1), so recall − false alarm rate ≤ 2 · AUC − 1 = " +
        $"{bounds.ConcaveYoudenIndex.Invariant("0.0000")} at every threshold. No threshold then has a balanced accuracy above " +
        $"(1 + {bounds.ConcaveYoudenIndex.Invariant("0.0000")}) / 2 = {bounds.ConcaveBalancedAccuracy.Invariant("0.000")}, " +
        $"or an F1 above {bounds.ConcaveF1.Invariant("0.000")}; the constant prediction 'all synthetic' has an F1 of " +
        $"{bounds.AllSyntheticF1.Invariant("0.000")}.";

    private static string Any(AucBounds bounds) =>
        "Without that assumption only recall × specificity ≤ AUC holds (every true positive forms a correctly ranked pair " +
        $"with every true negative), which allows an F1 up to {bounds.AnyF1.Invariant("0.000")}, attained only by a ranking that puts " +
        $"{Wording.Percent(1 - bounds.Auc)} of the real images above all synthetic ones and the others below.";

    private static string HighestScores(ConfusionCounts counts)
    {
        var called = counts.TruePositives + counts.FalsePositives;
        if (called == 0)
        {
            return "At the published threshold nothing is predicted synthetic.";
        }
        var (lower, upper) = Wilson(counts.TruePositives, called);
        return $"Of the {called.Counted("image")} with the highest scores, those predicted synthetic, " +
            $"{counts.TruePositives.Invariant("N0")} are synthetic: " +
            $"{Wording.Percent(counts.Precision)} [{Wording.Percent(lower)}, {Wording.Percent(upper)}]; at random it would be " +
            $"{Wording.Percent(counts.Prevalence)}.";
    }

    private Finding ThresholdChoice(ConfusionCounts counts)
    {
        var allSynthetic = counts.Positives == 0 ? 0 : new ConfusionCounts(counts.Positives, counts.Negatives, 0, 0).F1;
        return Finding.Of(FailureKind.Threshold, allSynthetic - counts.F1 >= criteria.F1Gain,
            $"F1 is 2 · {counts.TruePositives.Invariant("N0")} / (2 · {counts.TruePositives.Invariant("N0")} + " +
            $"{counts.FalsePositives.Invariant("N0")} + {counts.FalseNegatives.Invariant("N0")}) = " +
            $"{TextTable.Value(counts.F1)}; a threshold below all scores has 2 · {counts.Positives.Invariant("N0")} / " +
            $"(2 · {counts.Positives.Invariant("N0")} + " +
            $"{counts.Negatives.Invariant("N0")}) = {TextTable.Value(allSynthetic)}." +
            (allSynthetic > counts.F1 ? " A lower threshold alone would have raised F1, without any skill." : ""),
            new(Metric.PlainF1.Name, counts.F1), new("F1, all synthetic", allSynthetic));
    }

    private Finding Prior(ConfusionCounts counts) => Finding.Of(
        FailureKind.Prior, Math.Abs(counts.PredictedPositiveRate - counts.Prevalence) >= criteria.PriorGap,
        $"{(counts.TruePositives + counts.FalsePositives).Invariant("N0")} of {counts.Total.Counted("image")}, " +
        $"{Wording.Percent(counts.PredictedPositiveRate)}, were " +
        $"predicted synthetic; {Wording.Percent(counts.Prevalence)} are.",
        new("predicted rate", counts.PredictedPositiveRate), new("true rate", counts.Prevalence));

    /// <summary>Which metrics, dropped one at a time, make the others consistent.</summary>
    private string Suspects()
    {
        var given = metrics.Named()[..4].Where(known => known.Value is not null).Select(known => known.Metric).ToArray();
        var suspects = given.Length < 4 ? [] : given
            .Where(metric => new ConfusionSearch(metrics.Without(metric), images, positives).Matrices().Any()).ToArray();
        return given.Length < 4 ? "" : suspects.Length == 0
            ? " Dropping any one of them does not help: perhaps the size of the set is different."
            : $" The others are consistent without {string.Join(", or without ", suspects.AsEnumerable())}.";
    }

    /// <summary>The 95 % interval of a proportion (Wilson, Journal of the American Statistical Association, 1927).</summary>
    private static (double Lower, double Upper) Wilson(long part, long whole)
    {
        var z = Normal.InvCDF(0, 1, 0.975);
        var share = part / (double)whole;
        var (centre, scale) = (share + z * z / (2 * whole), 1 + z * z / whole);
        var half = z * Math.Sqrt(share * (1 - share) / whole + z * z / (4.0 * whole * whole));
        return ((centre - half) / scale, (centre + half) / scale);
    }

    private static string Text(ConfusionCounts counts) =>
        $"TP {counts.TruePositives}, FP {counts.FalsePositives}, FN {counts.FalseNegatives}, TN {counts.TrueNegatives}";
}
