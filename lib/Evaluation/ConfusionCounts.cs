using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// The confusion matrix of a binary classification of images or pixels, and the metrics that follow from it.
/// 0/0 is 0, scikit-learn's default (zero_division = 0), as stated at each member; metrics that divide by the number of items are NaN
/// where there are none.
/// </summary>
/// <param name="TruePositives">Positives (synthetic, edited) predicted positive.</param>
/// <param name="FalsePositives">Negatives (real, authentic) predicted positive: false alarms.</param>
/// <param name="TrueNegatives">Negatives predicted negative.</param>
/// <param name="FalseNegatives">Positives predicted negative: misses.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    /// <summary>Counts at a threshold; an item is predicted positive where score ≥ threshold.</summary>
    /// <param name="scores">One score per item; any finite numbers.</param>
    /// <param name="targets">One per score; true = positive.</param>
    /// <param name="threshold">The lowest score predicted positive; not NaN.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the threshold is NaN.</exception>
    public static ConfusionCounts Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> targets, double threshold)
    {
        if (scores.Length != targets.Length)
        {
            throw new ArgumentException(
                $"Every score needs one target: got {scores.Length.Counted("score")} and {targets.Length.Counted("target")}.",
                nameof(targets));
        }
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("A threshold cannot be NaN.", nameof(threshold));
        }
        long truePositives = 0, falsePositives = 0, positives = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var predicted = scores[i] >= threshold ? 1 : 0;
            var target = targets[i] ? 1 : 0;
            positives += target;
            truePositives += predicted & target;
            falsePositives += predicted & ~target;
        }
        return new(truePositives, falsePositives, scores.Length - positives - falsePositives, positives - truePositives);
    }

    /// <summary>Counts of a set of predictions at a threshold.</summary>
    /// <param name="predictions">The scored items.</param>
    /// <param name="threshold">The lowest score predicted positive.</param>
    public static ConfusionCounts Of(Predictions predictions, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(threshold);
        return Of(predictions.Scores, predictions.Targets, threshold.Value);
    }

    /// <summary>Number of items.</summary>
    public long Total => Positives + Negatives;

    /// <summary>Items whose target is positive.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>Items whose target is negative.</summary>
    public long Negatives => TrueNegatives + FalsePositives;

    /// <summary>Share of items classified correctly, in [0, 1].</summary>
    public double Accuracy => (TruePositives + TrueNegatives) / (double)Total;

    /// <summary>
    /// Mean of recall and specificity, in [0, 1]. NaN where a class is absent; scikit-learn warns and returns the recall of the other.
    /// </summary>
    public double BalancedAccuracy => Positives == 0 || Negatives == 0 ? double.NaN : (Recall + Specificity) / 2;

    /// <summary>Share of predicted positives that are positive, in [0, 1]; 0 where there are none.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of positives predicted positive (true positive rate, sensitivity), in [0, 1]; 0 where there are none.</summary>
    public double Recall => Share(TruePositives, Positives);

    /// <summary>Share of negatives predicted negative (true negative rate), in [0, 1]; 0 where there are none.</summary>
    public double Specificity => Share(TrueNegatives, Negatives);

    /// <summary>Share of negatives predicted positive (false alarm rate), in [0, 1]; 0 where there are none.</summary>
    public double FalsePositiveRate => Share(FalsePositives, Negatives);

    /// <summary>Harmonic mean of precision and recall, in [0, 1]; 0 where there are neither positives nor predicted positives.</summary>
    public double F1 => Share(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>
    /// Intersection over union of positives and predicted positives (Jaccard index), in [0, 1]; 0 where there are neither.
    /// </summary>
    public double IoU => Share(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>
    /// Matthews correlation coefficient (Biochimica et Biophysica Acta, 1975), in [-1, 1]; 0 where prediction or target is constant.
    /// </summary>
    public double Mcc
    {
        get
        {
            var spread = ((double)TruePositives + FalsePositives) * Positives * Negatives * ((double)TrueNegatives + FalseNegatives);
            return spread == 0 ? 0 : ((double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives) / Math.Sqrt(spread);
        }
    }

    /// <summary>Share of items whose target is positive, in [0, 1].</summary>
    public double Prevalence => Positives / (double)Total;

    /// <summary>Share of items predicted positive, in [0, 1].</summary>
    public double PredictedPositiveRate => (TruePositives + FalsePositives) / (double)Total;

    /// <summary>The sum of two confusion matrices.</summary>
    public static ConfusionCounts operator +(ConfusionCounts left, ConfusionCounts right) => Add(left, right);

    /// <summary>The sum of two confusion matrices.</summary>
    public static ConfusionCounts Add(ConfusionCounts left, ConfusionCounts right) => new(
        left.TruePositives + right.TruePositives, left.FalsePositives + right.FalsePositives,
        left.TrueNegatives + right.TrueNegatives, left.FalseNegatives + right.FalseNegatives);

    private static double Share(long part, long whole) => whole == 0 ? 0 : part / (double)whole;
}
