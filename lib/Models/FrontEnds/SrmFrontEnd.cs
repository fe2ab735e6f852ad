using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// High-pass filters of the spatial rich model, a standard of steganalysis (Fridrich and Kodovský, IEEE TIFS 2012), in front of a network
/// as in Zhou et al.: Learning Rich Features for Image Manipulation Detection, CVPR 2018. Each filter is applied to each colour channel.
/// </summary>
/// <param name="Filters">The three of Zhou et al. (9 channels), or all 30 (90 channels).</param>
/// <param name="Truncation">
/// Residuals are clipped to ± this many grey levels (of 255), so that edges of the scene do not dominate. Above 0.
/// </param>
/// <param name="InputDeviation">The standard deviation that inputs were divided by: ImageNet's by default, 1 for inputs in [0, 1].</param>
public sealed record SrmFrontEnd(
    SrmFilters Filters = SrmFilters.Three, double Truncation = 16, double InputDeviation = FrontEnd.ImageNetDeviation) : FixedFrontEnd
{
    /// <summary>Grey levels at which residuals are clipped.</summary>
    public double Truncation { get; init; } = Positive(Truncation, nameof(Truncation));

    /// <summary>The standard deviation that inputs were divided by.</summary>
    public double InputDeviation { get; init; } = Positive(InputDeviation, nameof(InputDeviation));

    /// <inheritdoc/>
    public override int Channels => 3 * SrmKernels.Of(Filters).Count;

    /// <inheritdoc/>
    /// <returns>
    /// (N, 3 · filters, H, W) in [-1, 1], 1 = <see cref="Truncation"/> grey levels or more, red's residuals first; beyond the border its
    /// pixels are repeated. The caller disposes it.
    /// </returns>
    public override Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var (count, height, width) = (images.size(0), images.size(2), images.size(3));
        var filters = SrmKernels.Of(Filters);
        var kernels = tensor([.. filters.SelectMany(filter => filter)], [filters.Count, 1, SrmKernels.Size, SrmKernels.Size])
            .to(images.device);
        var planes = Padded(images, SrmKernels.Size / 2).reshape(-1, 1, height + SrmKernels.Size - 1, width + SrmKernels.Size - 1);
        var residuals = nn.functional.conv2d(planes, kernels).view(count, Channels, height, width);
        return residuals.mul_(KeptScalar.Of(255 * InputDeviation / Truncation)).clamp_(KeptScalar.Of(-1), KeptScalar.Of(1))
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"SRM residuals of {SrmKernels.Of(Filters).Count} filters, truncated at {Truncation.Invariant()} grey levels"
        + (InputDeviation == ImageNetDeviation ? "" : $" of inputs divided by {InputDeviation.Invariant()}");
}
