using Telltale.Data;
using Telltale.Data.Transforms;
using static TorchSharp.torch;

namespace Telltale.Bias;

/// <summary>
/// Occlusion maps (Zeiler and Fergus, ECCV 2014): a square of the mean colour slides over the image; where it lowers the log-odds of
/// synthetic, it hides evidence. Works with any detector; the stride sets the resolution. The edges of the square are themselves an
/// artefact that a detector may react to, so compare with a real image.
/// </summary>
public static class OcclusionMap
{
    // Log-odds of scores that doubles cannot tell from 0 or 1.
    private const double Certain = 1e-15;

    /// <summary>The map of one image.</summary>
    /// <param name="model">Maps (N, 3, H, W) float32 to two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="record">The image.</param>
    /// <param name="transform">An evaluation transform, without randomness.</param>
    /// <param name="window">Side of the square in pixels.</param>
    /// <param name="stride">Stride of the square in pixels, at most its side.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>
    /// The decrease of the log-odds when a pixel is hidden, mean over the squares that hide it; negative where hiding it increases
    /// them.
    /// </returns>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    public static AttributionMap Of(
        nn.Module<Tensor, Tensor> model, ImageRecord record, TransformPipeline transform, int window = 16, int stride = 8,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, stride);
        var view = NetworkView.Of(record, transform);
        var (width, height) = (view.Image.Width, view.Image.Height);
        var tiles = Tile.Cover(width, height, window, stride);
        var inputs = tiles.Select(tile => view.Without([tile])).Prepend(view.Input);
        var scores = NetworkScorer.Probabilities(model, inputs, width, height, cancellation);
        var (lost, times) = (new double[width * height], new int[width * height]);
        foreach (var (tile, score) in tiles.Zip(scores.Skip(1)))
        {
            for (var y = tile.Top; y < tile.Top + tile.Height; y++)
            {
                for (var i = y * width + tile.Left; i < y * width + tile.Left + tile.Width; i++)
                {
                    lost[i] += LogOdds(scores[0]) - LogOdds(score);
                    times[i]++;
                }
            }
        }
        return new("occlusion", view, scores[0], [.. lost.Zip(times, (sum, count) => (float)(sum / count))]);
    }

    private static double LogOdds(double score) => Math.Log(Math.Max(score, Certain)) - Math.Log(Math.Max(1 - score, Certain));
}
