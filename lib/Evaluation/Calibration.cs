using Telltale.Runtime;

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
    /// Equal-width bins over [0, 1] of the score of the positive class, with scikit-learn's edges (calibration_curve, uniform).
    /// </summary>
    /// <param name="sweep">The swept scores, all in [0, 1].</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <returns>All bins, including empty ones, lowest first.</returns>
    /// <exception cref="ArgumentException">A score lies outside [0, 1].</exception>
    public static IReadOnlyList<ReliabilityBin> Reliability(ThresholdSweep sweep, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!HasProbabilities(sweep))
        {
            throw new ArgumentException(
                $"Calibration needs probabilities: the scores of '{sweep.Sample.Name}' lie between {sweep[^1].Threshold.Invariant()} and "
                + $"{sweep[1].Threshold.Invariant()}.", nameof(sweep));
        }
        var (items, positives, scoreSums) = (new long[bins], new long[bins], new double[bins]);
        var bin = bins - 1;
        for (var i = 1; i < sweep.Count; i++)
        {
            while (bin > 0 && sweep.Thresholds[i] <= Edge(bin, bins))
            {
                bin--;
            }
            var positive = sweep.TruePositives[i] - sweep.TruePositives[i - 1];
            var all = positive + sweep.FalsePositives[i] - sweep.FalsePositives[i - 1];
            items[bin] += all;
            positives[bin] += positive;
            scoreSums[bin] += all * sweep.Thresholds[i];
        }
        return [.. Enumerable.Range(0, bins).Select(index => new ReliabilityBin(
            Edge(index, bins), Edge(index + 1, bins), items[index], scoreSums[index] / items[index],
            (double)positives[index] / items[index]))];
    }

    /// <summary>
    /// Expected calibration error: the mean of |mean score − share of positives| over equal-width bins of the score, weighted by the
    /// number of items. It is biased upwards on small sets: even perfectly calibrated scores have one above 0.
    /// </summary>
    /// <param name="sweep">The swept scores, all in [0, 1].</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <returns>In [0, 1]; 0 = calibrated.</returns>
    /// <exception cref="ArgumentException">A score lies outside [0, 1].</exception>
    public static double ExpectedError(ThresholdSweep sweep, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Reliability(sweep, bins).Where(bin => bin.Items > 0)
            .Sum(bin => Math.Abs(bin.MeanScore - bin.PositiveShare) * bin.Items) / (sweep.Positives + sweep.Negatives);
    }

    internal static bool HasProbabilities(ThresholdSweep sweep) => sweep.Thresholds[1] <= 1 && sweep.Thresholds[^1] >= 0;

    // Multiplied, not divided, as in numpy.linspace: the last bit decides on which side of an edge a score falls.
    private static double Edge(int index, int bins) => index == bins ? 1 : index * (1.0 / bins);
}
