using System.Collections;
using System.Runtime.CompilerServices;

namespace Telltale.Evaluation;

/// <summary>
/// The confusion counts at every distinct threshold under the rule score ≥ threshold, from one sort and one pass.
/// Point 0 has the threshold +∞ (nothing answered positive); then come the distinct scores, highest first;
/// at the last, every item is answered positive. Ranking and calibration metrics are functions of a sweep:
/// it holds all that scores and targets say once their order is forgotten.
/// </summary>
public sealed partial class ThresholdSweep : IReadOnlyList<SweepPoint>
{
    private readonly double[] thresholds;
    private readonly long[] truePositives;
    private readonly long[] falsePositives;
    private readonly SampleIdentity sample;

    internal ThresholdSweep(double[] thresholds, long[] truePositives, long[] falsePositives, SampleIdentity sample) =>
        (this.thresholds, this.truePositives, this.falsePositives, this.sample) = (thresholds, truePositives, falsePositives, sample);

    /// <summary>Number of points: the distinct scores and the point where nothing is answered positive.</summary>
    public int Count => thresholds.Length;

    /// <summary>Items whose target is positive.</summary>
    public long Positives => truePositives[^1];

    /// <summary>Items whose target is negative.</summary>
    public long Negatives => falsePositives[^1];

    /// <summary>The point at a position, 0 = nothing answered positive.</summary>
    public SweepPoint this[int index] => new(thresholds[index], CountsOf(index));

    internal ReadOnlySpan<double> Thresholds => thresholds;

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
    /// <param name="name">What the set is called when a threshold says where it was chosen.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are no items, or a score is not finite.</exception>
    public static ThresholdSweep Of(double[] scores, bool[] targets, string name = "scores") => Of(new Predictions(name, scores, targets));

    /// <summary>The counts at any threshold, by binary search.</summary>
    /// <param name="threshold">The lowest score that is answered positive; not NaN.</param>
    /// <exception cref="ArgumentException">The threshold is NaN.</exception>
    public ConfusionCounts At(double threshold) => CountsOf(IndexAt(threshold));

    /// <summary>The counts at a threshold.</summary>
    /// <param name="threshold">The lowest score that is answered positive.</param>
    public ConfusionCounts At(Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return At(threshold.Value);
    }

    /// <summary>
    /// The threshold with the highest criterion. Its value lies midway between the lowest score answered positive and the next lower
    /// one, so that neither sits on the edge; it is that lowest score itself where everything is answered positive, +∞ where nothing is.
    /// Among equal criteria the widest such gap wins, then the higher threshold.
    /// </summary>
    /// <param name="criterion">What to maximise, for example <c>c => c.F1</c>; NaN excludes a point.</param>
    /// <param name="name">What the threshold says it was chosen for; by default the criterion as written.</param>
    /// <exception cref="InvalidOperationException">The criterion is NaN at every point.</exception>
    public Threshold Best(Func<ConfusionCounts, double> criterion, [CallerArgumentExpression(nameof(criterion))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(name);
        var best = -1;
        var (bestValue, bestGap) = (double.NaN, double.NaN);
        for (var i = 0; i < Count; i++)
        {
            var (value, gap) = (criterion(CountsOf(i)), GapBelow(i));
            if (!double.IsNaN(value) && (best < 0 || value > bestValue || (value == bestValue && gap > bestGap)))
            {
                (best, bestValue, bestGap) = (i, value, gap);
            }
        }
        return best >= 0
            ? Threshold.Chosen(MidwayBelow(best), NameOf(name), sample)
            : throw new InvalidOperationException($"The criterion {name} is NaN at every threshold of '{sample.Name}': there is no best one.");
    }

    /// <inheritdoc/>
    public IEnumerator<SweepPoint> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The last point whose threshold is not below the one asked for: the same items are answered positive there.</summary>
    internal int IndexAt(double threshold)
    {
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("A threshold cannot be NaN.", nameof(threshold));
        }
        var (low, high) = (0, Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = thresholds[middle] >= threshold ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>The same thresholds with other counts: a resample, in which a threshold may gain no item.</summary>
    internal ThresholdSweep WithCounts(long[] truePositives, long[] falsePositives) => new(thresholds, truePositives, falsePositives, sample);

    /// <summary>The sweep of a detector that gives every image the same score.</summary>
    internal ThresholdSweep Constant(double score) =>
        new([double.PositiveInfinity, score], [0, Positives], [0, Negatives], sample);

    private ConfusionCounts CountsOf(int index) => new(
        truePositives[index], falsePositives[index], Negatives - falsePositives[index], Positives - truePositives[index]);

    private double GapBelow(int index) => index == 0 || index == Count - 1 ? 0 : thresholds[index] - thresholds[index + 1];

    private double MidwayBelow(int index)
    {
        if (index == 0 || index == Count - 1)
        {
            return thresholds[index];
        }
        var middle = thresholds[index + 1] + (thresholds[index] - thresholds[index + 1]) / 2;
        // Between two neighbouring doubles there is no room, and the lower one would answer more items positive.
        return middle > thresholds[index + 1] ? middle : thresholds[index];
    }
}
