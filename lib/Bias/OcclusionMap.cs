using Telltale.Data;
using Telltale.Data.Transforms;
using static TorchSharp.torch;

namespace Telltale.Bias;

/// <summary>
/// Occlusion maps (Zeiler and Fergus, ECCV 2014): a square of the image's mean colour wanders over it, and where it lowers the log-odds of
/// synthetic it hides evidence. Works with any detector, as finely as the square moves. The square's own edge is new to the
/// image: a detector of pixel traces may react to it, so look at a real image too.
/// </summary>
public static class OcclusionMap
{
    // Log-odds of scores that doubles cannot tell from 0 or 1.
    private const double Certain = 1e-15;

    /// <summary>Where one image's evidence for synthetic lies.</summary>
    /// <param name="model">Takes (N, 3, H, W) float32, gives two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="record">The image.</param>
    /// <param name="transform">An evaluation transform: nothing random.</param>
    /// <param name="window">Side of the square in pixels.</param>
    /// <param name="stride">How far the square moves at a time, at most its side.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>The log-odds lost where a pixel is hidden, mean over the squares that hide it; below 0 where hiding it adds to them.</returns>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    public static AttributionMap Of(
        nn.Module<Tensor, Tensor> model, ImageRecord record, TransformPipeline transform, int window = 16, int stride = 8, CancellationToken cancellation = default)
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
