using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Replaces an image by the differences of neighbouring pixels before a network sees it: the scene is suppressed, the traces
/// of how the pixels were made remain. Fixed, nothing is learned. First-order residuals in four directions with truncation
/// follow the rich models of steganalysis (Fridrich and Kodovský, IEEE TIFS 2012); that a convolution does not find such
/// filters easily on its own is shown by Bayar and Stamm (IH&amp;MMSec 2016), and that relations of neighbouring pixels betray
/// up-sampling across generators by Tan et al. (CVPR 2024). Not in the paper this kit reproduces.
/// </summary>
/// <param name="Truncation">
/// Differences are cut at ± this many grey levels (of 255), so that edges of the scene do not drown the traces. Above 0.
/// </param>
/// <param name="InputDeviation">The standard deviation that inputs were divided by; by default ImageNet's, 1 for inputs from 0 to 1.</param>
public sealed record ResidualFrontEnd(double Truncation = 16, double InputDeviation = ResidualFrontEnd.ImageNetDeviation)
{
    /// <summary>Channels out for each channel in: right, below, and the two diagonals.</summary>
    public const int Directions = 4;

    // The three channels differ by 2 %, which no truncation is sensitive to.
    private const double ImageNetDeviation = 0.226;

    /// <summary>Takes the residuals of a batch.</summary>
    /// <param name="images">(N, C, H, W) float, normalised; the mean cancels.</param>
    /// <returns>
    /// (N, 4 C, H, W) in [-1, 1], 1 = <see cref="Truncation"/> grey levels or more; zero across the last row and column, which
    /// have no neighbour. The caller disposes it.
    /// </returns>
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var (height, width) = (images.size(2), images.size(3));
        var padded = nn.functional.pad(images, [0, 1, 0, 1], PaddingModes.Replicate); // (N, C, H + 1, W + 1)
        Tensor Shifted(long down, long right) => padded.narrow(2, down, height).narrow(3, right, width);
        var residuals = cat([Shifted(0, 1) - images, Shifted(1, 0) - images, Shifted(1, 1) - images, Shifted(1, 0) - Shifted(0, 1)], 1);
        return residuals.mul_(KeptScalar.Of(255 * InputDeviation / Truncation)).clamp_(KeptScalar.Of(-1), KeptScalar.Of(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => $"residuals of 4 directions, truncated at {Truncation} grey levels"
        + (InputDeviation == ImageNetDeviation ? "" : $" of inputs divided by {InputDeviation}");
}
