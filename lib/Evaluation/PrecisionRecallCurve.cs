namespace Telltale.Evaluation;

/// <summary>One point of a precision-recall curve.</summary>
/// <param name="Recall">Share of positives answered positive, in [0, 1]; NaN where there are no positives.</param>
/// <param name="Precision">Share of positive answers that are right, in [0, 1]; 1 at the first point, where none is given.</param>
/// <param name="Threshold">The lowest score answered positive there; +∞ at the first point.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, double Threshold);

/// <summary>
/// How scores trade misses against the purity of what is found, over all thresholds. Unlike the ROC curve it depends on the share of
/// positives in the set. Conventions are scikit-learn's; tied scores are one step. Without positives recall is not defined and NaN.
/// </summary>
public sealed class PrecisionRecallCurve
{
    private readonly ThresholdSweep sweep;

    private PrecisionRecallCurve(ThresholdSweep sweep) => this.sweep = sweep;

    /// <summary>
    /// One point for each distinct threshold from recall 0 to recall 1: scikit-learn's precision_recall_curve in reverse order.
    /// Computed at each access.
    /// </summary>
    public IReadOnlyList<PrecisionRecallPoint> Points => [.. sweep.Select((point, index) => new PrecisionRecallPoint(
        point.Counts.TruePositives / (double)sweep.Positives, index == 0 ? 1 : point.Counts.Precision, point.Threshold))];

    /// <summary>
    /// Average precision, in [0, 1]: the sum over thresholds of (Rₙ − Rₙ₋₁) Pₙ, without interpolation. A ranking that says nothing has
    /// the share of positives; NaN where there are none, 1 where there is nothing else.
    /// </summary>
    public double AveragePrecision
    {
        get
        {
            var truePositives = sweep.TruePositives;
            var falsePositives = sweep.FalsePositives;
            var sum = 0.0;
            for (var i = 1; i < truePositives.Length; i++)
            {
                var gained = truePositives[i] - truePositives[i - 1];
                if (gained > 0)
                {
                    sum += gained * ((double)truePositives[i] / (truePositives[i] + falsePositives[i]));
                }
            }
            return sum / sweep.Positives;
        }
    }

    /// <summary>The curve of a sweep.</summary>
    /// <param name="sweep">The swept scores.</param>
    public static PrecisionRecallCurve Of(ThresholdSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new(sweep);
    }

    /// <summary>The curve of a set of predictions.</summary>
    /// <param name="predictions">At least one item.</param>
    public static PrecisionRecallCurve Of(Predictions predictions) => new(ThresholdSweep.Of(predictions));

    /// <summary>The curve of plain arrays.</summary>
    /// <param name="scores">At least one finite score, higher = more likely positive.</param>
    /// <param name="targets">One per score; true = positive.</param>
    public static PrecisionRecallCurve Of(double[] scores, bool[] targets) => new(ThresholdSweep.Of(scores, targets));
}
