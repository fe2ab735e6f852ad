namespace Telltale.Evaluation;

/// <summary>One bin of a reliability diagram: the items whose score lies in (lower, upper]; the first bin includes 0.</summary>
/// <param name="Lower">Lower edge, exclusive.</param>
/// <param name="Upper">Upper edge, inclusive.</param>
/// <param name="Items">Number of items in the bin.</param>
/// <param name="MeanScore">Mean score of the bin, in [0, 1]; NaN where it is empty.</param>
/// <param name="PositiveShare">Share of the bin's items whose target is positive, in [0, 1]; NaN where it is empty.</param>
public readonly record struct ReliabilityBin(double Lower, double Upper, long Items, double MeanScore, double PositiveShare);

/// <summary>Whether scores are calibrated probabilities: of the images scored 0.8, are 80 % positive?</summary>
public static class Calibration
{
    /// <summary>Default number of bins (Guo et al., On Calibration of Modern Neural Networks, ICML 2017).</summary>
    internal const int DefaultBins = 15;

    /// <summary>
    /// Equal-width bins over [0, 1] of the probability of the positive class, with scikit-learn's edges (calibration_curve, uniform).
    /// </summary>
    /// <param name="sweep">The swept scores; of logits, the sigmoid is binned (<see cref="ScoreScale.ToProbability"/>).</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <returns>All bins, including empty ones, lowest first.</returns>
    public static IReadOnlyList<ReliabilityBin> Reliability(ThresholdSweep sweep, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var (items, positives, scoreSums) = (new long[bins], new long[bins], new double[bins]);
        var bin = bins - 1;
        for (var i = 1; i < sweep.Count; i++)
        {
            var probability = sweep.Sample.Scale.ToProbability(sweep.Thresholds[i]);
            while (bin > 0 && probability <= Edge(bin, bins))
            {
                bin--;
            }
            var positive = sweep.TruePositives[i] - sweep.TruePositives[i - 1];
            var all = positive + sweep.FalsePositives[i] - sweep.FalsePositives[i - 1];
            items[bin] += all;
            positives[bin] += positive;
            scoreSums[bin] += all * probability;
        }
        return [.. Enumerable.Range(0, bins).Select(index => new ReliabilityBin(
            Edge(index, bins), Edge(index + 1, bins), items[index], scoreSums[index] / items[index],
            (double)positives[index] / items[index]))];
    }

    /// <summary>
    /// Expected calibration error: the mean of |mean score − share of positives| over equal-width bins of the score, weighted by the
    /// number of items. It is biased upwards on small sets: even perfectly calibrated scores have one above 0.
    /// </summary>
    /// <param name="sweep">The swept scores; of logits, the sigmoid is binned.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <returns>In [0, 1]; 0 = calibrated.</returns>
    public static double ExpectedError(ThresholdSweep sweep, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Reliability(sweep, bins).Where(bin => bin.Items > 0)
            .Sum(bin => Math.Abs(bin.MeanScore - bin.PositiveShare) * bin.Items) / (sweep.Positives + sweep.Negatives);
    }

    /// <summary>
    /// The expected calibration error to expect by chance of calibrated scores with the same bins: in a bin of n items and mean score s,
    /// the share of positives has the standard deviation √(s (1 − s) / n), and a normal deviate is √(2 / π) of that on average.
    /// </summary>
    internal static double ErrorByChance(ThresholdSweep sweep, int bins = DefaultBins) =>
        Reliability(sweep, bins).Where(bin => bin.Items > 0)
            .Sum(bin => Math.Sqrt(2 / Math.PI * bin.MeanScore * (1 - bin.MeanScore) * bin.Items)) / (sweep.Positives + sweep.Negatives);

    // Multiplied, not divided, as in numpy.linspace: the last bit decides on which side of an edge a score falls.
    private static double Edge(int index, int bins) => index == bins ? 1 : index * (1.0 / bins);
}
