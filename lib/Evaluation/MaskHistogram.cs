using System.Runtime.CompilerServices;
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
        var (authentic, manipulated) = (new int[grid.None + 1], new int[grid.None + 1]);
        if (Count(mask.Scores.Span, mask.Truth.Pixels, grid, authentic, manipulated) is >= 0 and var wrong)
        {
            throw new ArgumentException(
                $"Pixel {wrong} of {mask.Record.Path} has the score {mask.Scores.Span[wrong]}; metrics of masks need probabilities, in [0, 1].", nameof(mask));
        }
        SumFromTheTop(manipulated);
        SumFromTheTop(authentic);
        return new(mask.Record, grid, hits: manipulated, falseAlarms: authentic);
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

    // Returns the first pixel whose score is no probability, or -1. Compiled at once: the loop is all the time there is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(ReadOnlySpan<float> scores, ReadOnlySpan<byte> truth, ThresholdGrid grid, int[] authentic, int[] manipulated)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            if (!(score >= 0 && score <= 1))
            {
                return i;
            }
            if (truth[i] != Mask.Ignored)
            {
                (truth[i] == Mask.Manipulated ? manipulated : authentic)[grid.Reached(score)]++;
            }
        }
        return -1;
    }

    private static void SumFromTheTop(int[] counts)
    {
        for (var step = counts.Length - 2; step >= 0; step--)
        {
            counts[step] += counts[step + 1];
        }
    }
}
