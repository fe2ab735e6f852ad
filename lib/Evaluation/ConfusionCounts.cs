namespace Telltale.Evaluation;

/// <summary>
/// How often a yes/no answer was right and wrong, of images or of pixels, and every measure that follows from it.
/// Where a fraction is 0/0 the value is scikit-learn's default (zero_division = 0), stated at each member;
/// without any item, every measure that divides by their number is NaN.
/// </summary>
/// <param name="TruePositives">Positives (synthetic, edited) answered positive.</param>
/// <param name="FalsePositives">Negatives (real, authentic) answered positive: false alarms.</param>
/// <param name="TrueNegatives">Negatives answered negative.</param>
/// <param name="FalseNegatives">Positives answered negative: misses.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    /// <summary>Counts at one threshold; an item is answered positive where score ≥ threshold.</summary>
    /// <param name="scores">One score per item; any finite numbers.</param>
    /// <param name="targets">One per score; true = positive.</param>
    /// <param name="threshold">The lowest score that is answered positive; not NaN.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the threshold is NaN.</exception>
    public static ConfusionCounts Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> targets, double threshold)
    {
        if (scores.Length != targets.Length)
        {
            throw new ArgumentException(
                $"Every score needs one target: there are {scores.Length} scores and {targets.Length} targets.", nameof(targets));
        }
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("A threshold cannot be NaN.", nameof(threshold));
        }
        long truePositives = 0, falsePositives = 0, positives = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var answer = scores[i] >= threshold ? 1 : 0;
            var target = targets[i] ? 1 : 0;
            positives += target;
            truePositives += answer & target;
            falsePositives += answer & ~target;
        }
        return new(truePositives, falsePositives, scores.Length - positives - falsePositives, positives - truePositives);
    }

    /// <summary>Counts of a set of predictions at a threshold.</summary>
    /// <param name="predictions">The scored items.</param>
    /// <param name="threshold">The lowest score that is answered positive.</param>
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

    /// <summary>Share of items answered rightly, in [0, 1].</summary>
    public double Accuracy => (TruePositives + TrueNegatives) / (double)Total;

    /// <summary>Mean of recall and specificity, in [0, 1]. Where one class is absent, the other's share of right answers alone.</summary>
    public double BalancedAccuracy => (Positives, Negatives) switch
    {
        (0, _) => TrueNegatives / (double)Negatives,
        (_, 0) => Recall,
        _ => (Recall + Specificity) / 2,
    };

    /// <summary>Share of positive answers that are right, in [0, 1]; 0 where none was given.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of positives found (true positive rate, sensitivity), in [0, 1]; 0 where there are none.</summary>
    public double Recall => Share(TruePositives, Positives);

    /// <summary>Share of negatives left alone (true negative rate), in [0, 1]; 0 where there are none.</summary>
    public double Specificity => Share(TrueNegatives, Negatives);

    /// <summary>Share of negatives answered positive (false alarms), in [0, 1]; 0 where there are none.</summary>
    public double FalsePositiveRate => Share(FalsePositives, Negatives);

    /// <summary>Harmonic mean of precision and recall, in [0, 1]; 0 where there are neither positives nor positive answers.</summary>
    public double F1 => Share(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>
    /// Intersection over union of positives and positive answers (Jaccard index), in [0, 1]; 0 where there are neither.
    /// </summary>
    public double IoU => Share(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Matthews correlation of answer and target (Biochimica et Biophysica Acta, 1975), in [-1, 1]; 0 where either is constant.</summary>
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

    /// <summary>Share of items answered positive, in [0, 1].</summary>
    public double PredictedPositiveRate => (TruePositives + FalsePositives) / (double)Total;

    /// <summary>The counts of two sets together.</summary>
    public static ConfusionCounts operator +(ConfusionCounts left, ConfusionCounts right) => Add(left, right);

    /// <summary>The counts of two sets together.</summary>
    public static ConfusionCounts Add(ConfusionCounts left, ConfusionCounts right) => new(
        left.TruePositives + right.TruePositives, left.FalsePositives + right.FalsePositives,
        left.TrueNegatives + right.TrueNegatives, left.FalseNegatives + right.FalseNegatives);

    private static double Share(long part, long whole) => whole == 0 ? 0 : part / (double)whole;
}
