using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>The pixels of one predicted mask, counted by truth and score: all that metrics need, in a few kilobytes.</summary>
public sealed class MaskHistogram
{
    private readonly ThresholdGrid grid;

    // By step: the manipulated and the authentic pixels that reach it.
    private readonly int[] hits;
    private readonly int[] falseAlarms;

    private MaskHistogram(ImageRecord record, ThresholdGrid grid, int[] hits, int[] falseAlarms) =>
        (Record, this.grid, this.hits, this.falseAlarms) = (record, grid, hits, falseAlarms);

    /// <summary>The image.</summary>
    public ImageRecord Record { get; }

    /// <summary>Pixels that are not ignored.</summary>
    public long CountingPixels => hits[0] + falseAlarms[0];

    /// <summary>True where the true mask marks any pixel.</summary>
    public bool HasManipulatedPixels => hits[0] > 0;

    /// <summary>Counts the pixels of a mask, in one pass.</summary>
    /// <exception cref="ArgumentException">A score is not in [0, 1]; the message names the file.</exception>
    internal static MaskHistogram Of(PredictedMask mask, ThresholdGrid grid)
    {
        var (hits, falseAlarms) = (new int[grid.None + 1], new int[grid.None + 1]);
        var (scores, truth) = (mask.Scores, mask.Truth.Pixels);
        var span = scores.Span;
        for (var i = 0; i < truth.Length; i++)
        {
            var score = span[i];
            if (!(score >= 0 && score <= 1))
            {
                throw new ArgumentException($"Pixel {i} of {mask.Record.Path} has the score {score}; metrics of masks need probabilities, in [0, 1].", nameof(mask));
            }
            if (truth[i] != Mask.Ignored)
            {
                (truth[i] == Mask.Manipulated ? hits : falseAlarms)[grid.Reached(score)]++;
            }
        }
        SumFromTheTop(hits);
        SumFromTheTop(falseAlarms);
        return new(mask.Record, grid, hits, falseAlarms);
    }

    /// <summary>The counts at a threshold.</summary>
    /// <param name="threshold">A multiple of the histogram's step in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold lies between two steps.</exception>
    public ConfusionCounts At(double threshold) => AtStep(grid.StepOf(threshold));

    /// <summary>Share of the counting pixels with score ≥ threshold, in [0, 1]: the coverage of the predicted mask; 0 where none counts.</summary>
    /// <param name="threshold">A multiple of the histogram's step in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold lies between two steps.</exception>
    public double CoverageAt(double threshold) => CountingPixels == 0 ? 0 : At(threshold).PredictedPositiveRate;

    internal ConfusionCounts AtStep(int step) => new(hits[step], falseAlarms[step], falseAlarms[0] - falseAlarms[step], hits[0] - hits[step]);

    private static void SumFromTheTop(int[] counts)
    {
        for (var step = counts.Length - 2; step >= 0; step--)
        {
            counts[step] += counts[step + 1];
        }
    }
}
