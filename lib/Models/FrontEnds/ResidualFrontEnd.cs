using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Replaces an image by differences of neighbouring pixels before a network sees it: the scene is suppressed, traces of how the image was
/// made remain. The filters are fixed. First-order residuals in four directions with truncation follow the rich models of
/// steganalysis (Fridrich and Kodovský, IEEE TIFS 2012). Bayar and Stamm (IH&amp;MMSec 2016) show that a plain convolution does not
/// easily find such filters; Tan et al. (CVPR 2024) show that relations of neighbouring pixels reveal up-sampling across generators.
/// Not in the paper this kit reproduces.
/// </summary>
/// <param name="Truncation">
/// Differences are clipped to ± this many grey levels (of 255), so that edges of the scene do not dominate. Above 0.
/// </param>
/// <param name="InputDeviation">The standard deviation that inputs were divided by: ImageNet's by default, 1 for inputs in [0, 1].</param>
/// <example><code>
/// var frontEnd = new ResidualFrontEnd(Truncation: 16);
/// using var network = new DenseNet(DenseNetOptions.DenseNetSmall with { FrontEnd = frontEnd }, seed: 17);
/// using var images = torch.rand(4, 3, 64, 64);
/// using var residuals = frontEnd.Apply(images); // (4, 12, 64, 64): what the first convolution reads
/// </code></example>
public sealed record ResidualFrontEnd(double Truncation = 16, double InputDeviation = FrontEnd.ImageNetDeviation) : FixedFrontEnd
{
    /// <summary>Output channels for each input channel: right, below, and the two diagonals.</summary>
    public const int Directions = 4;

    /// <summary>Grey levels at which differences are clipped.</summary>
    public double Truncation { get; init; } = Positive(Truncation, nameof(Truncation));

    /// <summary>The standard deviation that inputs were divided by.</summary>
    public double InputDeviation { get; init; } = Positive(InputDeviation, nameof(InputDeviation));

    /// <inheritdoc/>
    public override int Channels => 3 * Directions;

    /// <summary>Factor of the differences before they are clipped to ± 1.</summary>
    internal double Scale => 255 * InputDeviation / Truncation;

    /// <summary>Computes the residuals of a batch.</summary>
    /// <param name="images">(N, C, H, W) float, normalised; the mean cancels.</param>
    /// <returns>
    /// (N, 4 C, H, W) in [-1, 1], 1 = <see cref="Truncation"/> grey levels or more; beyond the border the last row and column
    /// are repeated. The caller disposes it.
    /// </returns>
    public override Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var (height, width) = (images.size(2), images.size(3));
        var padded = nn.functional.pad(images, [0, 1, 0, 1], PaddingModes.Replicate); // (N, C, H + 1, W + 1)
        Tensor Shifted(long down, long right) => padded.narrow(2, down, height).narrow(3, right, width);
        var residuals = cat([Shifted(0, 1) - images, Shifted(1, 0) - images, Shifted(1, 1) - images, Shifted(1, 0) - Shifted(0, 1)], 1);
        return residuals.mul_(KeptScalar.Of(Scale)).clamp_(KeptScalar.Of(-1), KeptScalar.Of(1))
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => $"residuals of 4 directions, truncated at {Truncation.Invariant()} grey levels"
        + (InputDeviation == ImageNetDeviation ? "" : $" of inputs divided by {InputDeviation.Invariant()}");
}
