namespace Telltale.Evaluation;

/// <summary>One point of a ROC curve.</summary>
/// <param name="FalsePositiveRate">Share of negatives predicted positive, in [0, 1]; NaN where there are no negatives.</param>
/// <param name="TruePositiveRate">Share of positives predicted positive, in [0, 1]; NaN where there are no positives.</param>
/// <param name="Threshold">The lowest score predicted positive; +∞ at the first point.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);

/// <summary>
/// True positive rate against false positive rate over all thresholds. Follows scikit-learn; tied scores are one step.
/// Where a class is absent, metrics are NaN rather than a default that would look like a result.
/// </summary>
public sealed class RocCurve
{
    private readonly ThresholdSweep sweep;

    private RocCurve(ThresholdSweep sweep) => this.sweep = sweep;

    /// <summary>
    /// One point for each distinct threshold from (0, 0) to (1, 1), without dropping any: scikit-learn's roc_curve with
    /// drop_intermediate=False. Computed at each access.
    /// </summary>
    public IReadOnlyList<RocPoint> Points => [.. sweep.Select(point => new RocPoint(
        point.Counts.FalsePositives / (double)sweep.Negatives, point.Counts.TruePositives / (double)sweep.Positives, point.Threshold))];

    /// <summary>
    /// Area under the curve, in [0, 1]: the probability that a random positive scores higher than a random negative, ties counting half
    /// (Hanley and McNeil, Radiology 1982). 0.5 = chance, 1 = perfect, below 0.5 = inverted; NaN where a class is absent.
    /// </summary>
    public double AreaUnderCurve
    {
        get
        {
            var truePositives = sweep.TruePositives;
            var falsePositives = sweep.FalsePositives;
            // Twice the area in integers: rounded only by the final division. Exact up to 2 billion items per class.
            long twiceArea = 0;
            for (var i = 1; i < truePositives.Length; i++)
            {
                twiceArea += (falsePositives[i] - falsePositives[i - 1]) * (truePositives[i] + truePositives[i - 1]);
            }
            return twiceArea / (2.0 * sweep.Positives * sweep.Negatives);
        }
    }

    /// <summary>
    /// Equal error rate, in [0, 1]: where the false positive rate equals the false negative rate, interpolated linearly between points.
    /// 0 = perfect, 0.5 = chance; NaN where a class is absent.
    /// </summary>
    public double EqualErrorRate
    {
        get
        {
            if (LacksClass)
            {
                return double.NaN;
            }
            // The miss rate falls from 1 to 0 and the false alarm rate rises from 0 to 1, so their difference changes sign exactly once.
            var (previousRate, previousLead) = (0.0, 1.0);
            for (var i = 1; ; i++)
            {
                var rate = sweep.FalsePositives[i] / (double)sweep.Negatives;
                var lead = 1 - sweep.TruePositives[i] / (double)sweep.Positives - rate;
                if (lead <= 0)
                {
                    return previousRate + (rate - previousRate) * previousLead / (previousLead - lead);
                }
                (previousRate, previousLead) = (rate, lead);
            }
        }
    }

    private bool LacksClass => sweep.Positives == 0 || sweep.Negatives == 0;

    /// <summary>The curve of a sweep.</summary>
    /// <param name="sweep">The swept scores.</param>
    public static RocCurve Of(ThresholdSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new(sweep);
    }

    /// <summary>The curve of a set of predictions.</summary>
    /// <param name="predictions">At least one item.</param>
    public static RocCurve Of(Predictions predictions) => new(ThresholdSweep.Of(predictions));

    /// <summary>The curve of plain arrays.</summary>
    /// <param name="scores">At least one finite score, higher = more likely positive.</param>
    /// <param name="targets">One per score; true = positive.</param>
    public static RocCurve Of(double[] scores, bool[] targets) => new(ThresholdSweep.Of(scores, targets));

    /// <summary>
    /// The highest true positive rate of the thresholds whose false positive rate is at most a limit. Not interpolated: a threshold
    /// with this rate exists.
    /// </summary>
    /// <param name="falsePositiveRate">The highest false positive rate allowed, in [0, 1].</param>
    /// <returns>In [0, 1]; NaN where a class is absent.</returns>
    public double TruePositiveRateAt(double falsePositiveRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(falsePositiveRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(falsePositiveRate, 1);
        if (LacksClass)
        {
            return double.NaN;
        }
        var last = 0;
        while (last + 1 < sweep.Count && sweep.FalsePositives[last + 1] / (double)sweep.Negatives <= falsePositiveRate)
        {
            last++;
        }
        return sweep.TruePositives[last] / (double)sweep.Positives;
    }
}
