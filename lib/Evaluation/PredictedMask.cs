using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>A localizer's score of every pixel of one image, and the true mask.</summary>
/// <param name="Record">The image.</param>
/// <param name="Scores">height × width values in [0, 1], row by row: the probability that the pixel was edited.</param>
/// <param name="Truth">The true mask, of the same size; its ignored pixels are not counted.</param>
/// <exception cref="ArgumentException">The number of scores is not the number of pixels; the message names the file.</exception>
public sealed record PredictedMask(ImageRecord Record, ReadOnlyMemory<float> Scores, Mask Truth)
{
    /// <summary>height × width values in [0, 1], row by row: the probability that the pixel was edited.</summary>
    public ReadOnlyMemory<float> Scores { get; init; } = Scores.Length == Truth.Pixels.Length ? Scores : throw new ArgumentException(
        $"The mask of {Record.Path} has {Truth.Width} × {Truth.Height} pixels, but {Scores.Length} scores were given.", nameof(Scores));

    /// <summary>The confusion matrix of the pixels at a threshold; a pixel is predicted edited where score ≥ threshold.</summary>
    /// <param name="threshold">The lowest score predicted edited; not NaN.</param>
    /// <exception cref="ArgumentException">The threshold is NaN.</exception>
    public ConfusionCounts CountsAt(double threshold)
    {
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("A threshold cannot be NaN.", nameof(threshold));
        }
        var scores = Scores.Span;
        var truth = Truth.Pixels;
        Span<long> counts = stackalloc long[4];
        for (var i = 0; i < scores.Length; i++)
        {
            if (truth[i] != Mask.Ignored)
            {
                counts[2 * truth[i] + (scores[i] >= threshold ? 1 : 0)]++;
            }
        }
        return new(TruePositives: counts[3], FalsePositives: counts[1], TrueNegatives: counts[0], FalseNegatives: counts[2]);
    }
}
