using System.Runtime.CompilerServices;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// Histograms of the scores of one predicted mask, for edited and authentic pixels: what metrics need, in a few kilobytes.
/// </summary>
public sealed class MaskHistogram
{
    private const int PixelsWorthAThread = 1 << 15;

    private readonly ThresholdGrid grid;

    // By step: edited and authentic pixels whose score is at least its threshold.
    private readonly int[] hits;
    private readonly int[] falseAlarms;

    private MaskHistogram(ImageRecord record, ThresholdGrid grid, int[] hits, int[] falseAlarms) =>
        (Record, this.grid, this.hits, this.falseAlarms) = (record, grid, hits, falseAlarms);

    /// <summary>The image.</summary>
    public ImageRecord Record { get; }

    /// <summary>Pixels that are not ignored.</summary>
    public long ValidPixels => hits[0] + falseAlarms[0];

    /// <summary>True where the true mask has edited pixels.</summary>
    public bool HasEditedPixels => hits[0] > 0;

    /// <summary>Counts the pixels of a mask.</summary>
    /// <exception cref="ArgumentException">A score is not in [0, 1]; the message names the file.</exception>
    internal static MaskHistogram Of(PredictedMask mask, ThresholdGrid grid)
    {
        var parts = Math.Clamp(mask.Scores.Length / PixelsWorthAThread, 1, Environment.ProcessorCount);
        var counts = new MaskHistogram?[parts];
        Parallel.For(0, parts, part =>
        {
            int BorderOf(int number) => (int)((long)mask.Scores.Length * number / parts);
            var pixels = BorderOf(part)..BorderOf(part + 1);
            counts[part] = Count(mask.Record, mask.Scores.Span[pixels], mask.Truth.Pixels.AsSpan(pixels), grid);
        });
        if (counts.Contains(null))
        {
            var wrong = mask.Scores.Span.IndexOfAnyExceptInRange(0, 1);
            throw new ArgumentException(
                $"Pixel {wrong} of {mask.Record.Path} has the score {mask.Scores.Span[wrong].Invariant()}; "
                + "metrics of masks need probabilities in [0, 1].",
                nameof(mask));
        }
        return counts.Aggregate((one, other) => one!.Add(other!))!;
    }

    /// <summary>The counts at a threshold.</summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold is not a multiple of 1/steps.</exception>
    public ConfusionCounts At(double threshold) => AtStep(grid.StepOf(threshold));

    /// <summary>
    /// Coverage of the predicted mask: the share of valid pixels with score ≥ threshold, in [0, 1]; 0 where there are none.
    /// </summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold is not a multiple of 1/steps.</exception>
    public double CoverageAt(double threshold) => ValidPixels == 0 ? 0 : At(threshold).PredictedPositiveRate;

    /// <summary>
    /// Statistics of the scores of all valid pixels, each score rounded down to a step of the histogram; 0 where there are none.
    /// </summary>
    internal (double Mean, double MeanSquare, double Largest, double Smallest) Moments()
    {
        var (mean, square, largest, smallest) = (0.0, 0.0, 0, 0);
        for (var step = 1; step < hits.Length - 1 && hits[step] + falseAlarms[step] is var reached and > 0; step++)
        {
            var share = reached / (double)ValidPixels;
            mean += share;
            square += share * (2 * step - 1); // Σ s² = Σ over steps s of (s² − (s − 1)²) · share that reaches s
            (largest, smallest) = (step, reached == ValidPixels ? step : smallest);
        }
        double steps = hits.Length - 2;
        return (mean / steps, square / (steps * steps), largest / steps, smallest / steps);
    }

    /// <summary>The generalized mean of the scores of all valid pixels, each rounded down to a step; 0 where there are none.</summary>
    internal double GeneralizedMean(int power)
    {
        var (sum, steps) = (0.0, hits.Length - 2);
        for (var step = 1; step <= steps && hits[step] + falseAlarms[step] is var reached and > 0; step++)
        {
            sum += reached * (Math.Pow(step / (double)steps, power) - Math.Pow((step - 1) / (double)steps, power));
        }
        return sum == 0 ? 0 : Math.Min(1, Math.Pow(sum / ValidPixels, 1.0 / power)); // rounding may exceed 1
    }

    internal ConfusionCounts AtStep(int step) =>
        new(hits[step], falseAlarms[step], falseAlarms[0] - falseAlarms[step], hits[0] - hits[step]);

    // Null where a score is outside [0, 1].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // nearly all the time is spent in this loop
    private static MaskHistogram? Count(ImageRecord record, ReadOnlySpan<float> scores, ReadOnlySpan<byte> truth, ThresholdGrid grid)
    {
        var (edited, authentic) = (new int[grid.None + 1], new int[grid.None + 1]);
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            if (!(score is >= 0 and <= 1))
            {
                return null;
            }
            if (truth[i] != Mask.Ignored)
            {
                (truth[i] == Mask.Edited ? edited : authentic)[grid.Reached(score)]++;
            }
        }
        SumFromTheTop(edited);
        SumFromTheTop(authentic);
        return new(record, grid, hits: edited, falseAlarms: authentic);
    }

    private MaskHistogram Add(MaskHistogram other)
    {
        for (var step = 0; step < hits.Length; step++)
        {
            hits[step] += other.hits[step];
            falseAlarms[step] += other.falseAlarms[step];
        }
        return this;
    }

    private static void SumFromTheTop(int[] counts)
    {
        for (var step = counts.Length - 2; step >= 0; step--)
        {
            counts[step] += counts[step + 1];
        }
    }
}
