using System.Collections;
using System.Runtime.CompilerServices;

namespace Telltale.Evaluation;

/// <summary>
/// The confusion matrix at every distinct threshold under the rule score ≥ threshold, from one sort.
/// Point 0 has the threshold +∞ (nothing predicted positive); then come the distinct scores, highest first; at the last point
/// everything is predicted positive. Ranking and calibration metrics are functions of a sweep. Items whose scores round to the same number
/// are points of their own where their logits differ: they have a rank, but no threshold separates them.
/// </summary>
/// <example>
/// <code>
/// var sweep = ThresholdSweep.Of(Predictor.Score(model, validation));
/// var best = sweep.Best(c => c.F1);
/// var counts = sweep.At(best);
/// var auc = RocCurve.Of(sweep).AreaUnderCurve;
/// </code>
/// </example>
public sealed partial class ThresholdSweep : IReadOnlyList<SweepPoint>
{
    private readonly Ranks ranks;
    private readonly long[] truePositives;
    private readonly long[] falsePositives;
    private readonly SampleIdentity sample;

    internal ThresholdSweep(Ranks ranks, long[] truePositives, long[] falsePositives, SampleIdentity sample) =>
        (this.ranks, this.truePositives, this.falsePositives, this.sample) = (ranks, truePositives, falsePositives, sample);

    /// <summary>Number of points: one per distinct score, and one where nothing is predicted positive.</summary>
    public int Count => ranks.Length;

    /// <summary>Items whose target is positive.</summary>
    public long Positives => truePositives[^1];

    /// <summary>Items whose target is negative.</summary>
    public long Negatives => falsePositives[^1];

    /// <summary>The point at an index; 0 = nothing predicted positive.</summary>
    public SweepPoint this[int index] => new(Thresholds[index], CountsOf(index));

    internal ReadOnlySpan<double> Thresholds => ranks.Scores;

    internal ReadOnlySpan<long> TruePositives => truePositives;

    internal ReadOnlySpan<long> FalsePositives => falsePositives;

    internal SampleIdentity Sample => sample;

    /// <summary>Sweeps a set of predictions.</summary>
    /// <param name="predictions">At least one item.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static ThresholdSweep Of(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count == 0)
        {
            throw new ArgumentException($"'{predictions.Name}' is empty: there is nothing to measure.", nameof(predictions));
        }
        return ScoreRanking.Sweep(predictions);
    }

    /// <summary>Sweeps plain arrays.</summary>
    /// <param name="scores">At least one finite score, higher = more likely positive.</param>
    /// <param name="targets">One per score; true = positive.</param>
    /// <param name="name">Name of the set, for thresholds chosen on it.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are no items, or a score is not finite.</exception>
    public static ThresholdSweep Of(double[] scores, bool[] targets, string name = "scores") => Of(new Predictions(name, scores, targets));

    /// <summary>The confusion matrix at any threshold, by binary search.</summary>
    /// <param name="threshold">The lowest score predicted positive; not NaN.</param>
    /// <exception cref="ArgumentException">The threshold is NaN.</exception>
    public ConfusionCounts At(double threshold) => CountsOf(IndexAt(threshold));

    /// <summary>The confusion matrix at a threshold.</summary>
    /// <param name="threshold">The lowest score predicted positive.</param>
    public ConfusionCounts At(Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return At(threshold.Value);
    }

    /// <summary>
    /// The threshold with the highest criterion: the midpoint between the lowest score predicted positive and the next lower score;
    /// the lowest score where everything is predicted positive, +∞ where nothing is. Ties go to the widest gap between these two
    /// scores, then to the higher threshold.
    /// </summary>
    /// <param name="criterion">What to maximise, for example <c>c => c.F1</c>; NaN excludes a point.</param>
    /// <param name="name">Name of the criterion in reports; by default the expression as written.</param>
    /// <exception cref="InvalidOperationException">
    /// A class is absent, so that the best threshold would call everything the other; or the criterion is NaN at every point.
    /// </exception>
    public Threshold Best(Func<ConfusionCounts, double> criterion, [CallerArgumentExpression(nameof(criterion))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(name);
        if (Positives == 0 || Negatives == 0)
        {
            throw new InvalidOperationException(
                $"'{sample.Name}' has no {(Positives == 0 ? "positive (synthetic)" : "negative (real)")} item: a threshold chosen on one " +
                "class would call everything that class. Choose it on a set with both.");
        }
        var best = -1;
        var (bestValue, bestGap) = (double.NaN, double.NaN);
        for (var i = 0; i < Count; i++)
        {
            var (value, gap) = (criterion(CountsOf(i)), GapBelow(i));
            if (!double.IsNaN(value) && IsLastOfItsScore(i) && (best < 0 || value > bestValue || (value == bestValue && gap > bestGap)))
            {
                (best, bestValue, bestGap) = (i, value, gap);
            }
        }
        return best >= 0
            ? Threshold.Chosen(MidwayBelow(best), NameOf(name), sample)
            : throw new InvalidOperationException(
                $"The criterion {name} is NaN at every threshold of '{sample.Name}': no threshold is best.");
    }

    /// <inheritdoc/>
    public IEnumerator<SweepPoint> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The last point whose threshold is at least the given one: the same items are predicted positive there.</summary>
    internal int IndexAt(double threshold)
    {
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("A threshold cannot be NaN.", nameof(threshold));
        }
        return ranks.LastNotBelow((threshold, double.NegativeInfinity));
    }

    /// <summary>The point of an item.</summary>
    internal int PointOf(double score, double logit) => ranks.LastNotBelow((score, ranks.HasLogits ? logit : 0));

    /// <summary>The same thresholds with other counts, for a resample.</summary>
    internal ThresholdSweep WithCounts(long[] truePositives, long[] falsePositives) =>
        new(ranks, truePositives, falsePositives, sample);

    /// <summary>The sweep of a constant probability.</summary>
    internal ThresholdSweep Constant(double score)
    {
        var constant = new Ranks(2, hasLogits: false);
        constant.Put(0, double.PositiveInfinity, 0);
        constant.Put(1, score, 0);
        return new(constant, [0, Positives], [0, Negatives], sample with { Scale = ScoreScale.Probability });
    }

    // Only there a threshold has the counts of the point.
    private bool IsLastOfItsScore(int index) => index == Count - 1 || Thresholds[index + 1] < Thresholds[index];

    private ConfusionCounts CountsOf(int index) => new(
        truePositives[index], falsePositives[index], Negatives - falsePositives[index], Positives - truePositives[index]);

    private double GapBelow(int index) => index == 0 || index == Count - 1 ? 0 : Thresholds[index] - Thresholds[index + 1];

    private double MidwayBelow(int index)
    {
        if (index == 0 || index == Count - 1)
        {
            return Thresholds[index];
        }
        var middle = Thresholds[index + 1] + (Thresholds[index] - Thresholds[index + 1]) / 2;
        // Two neighbouring doubles have no midpoint, and the lower one would predict more items positive.
        return middle > Thresholds[index + 1] ? middle : Thresholds[index];
    }
}
