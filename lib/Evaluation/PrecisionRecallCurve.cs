namespace Telltale.Evaluation;

/// <summary>One point of a precision-recall curve.</summary>
/// <param name="Recall">Share of positives predicted positive, in [0, 1]; NaN where there are no positives.</param>
/// <param name="Precision">Share of predicted positives that are positive, in [0, 1]; 1 at the first point, where there are none.</param>
/// <param name="Threshold">The lowest score predicted positive; +∞ at the first point.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, double Threshold);

/// <summary>
/// Precision and recall over all thresholds. Unlike the ROC curve it depends on the share of positives in the set. Follows
/// scikit-learn; tied scores are one step. Recall is NaN where there are no positives.
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
    /// Average precision, in [0, 1]: the sum over thresholds of (Rₙ − Rₙ₋₁) Pₙ, without interpolation. A random ranking has the share
    /// of positives. NaN without positives, 1 without negatives.
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
