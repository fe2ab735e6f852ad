using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Neighbouring pixel relationships (NPR; Tan et al.: Rethinking the Up-Sampling Operations in CNN-based Generative Network for
/// Generalizable Deepfake Detection, CVPR 2024), as published: each pixel minus the upper left pixel of its 2 × 2 cell, that is, the image
/// minus itself after nearest-neighbour interpolation by 1/2 and by 2. The published code multiplies the result by 2/3, and so does this.
/// </summary>
/// <remarks>
/// The upper left pixels of the output are 0. The cells are aligned to the crop that the network sees. Where a side is odd, the last row or
/// column is 0; the published code crops it.
/// </remarks>
public sealed record NprFrontEnd : FixedFrontEnd
{
    private const double PublishedScale = 2.0 / 3;

    /// <inheritdoc/>
    public override int Channels => 3;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var (height, width) = (images.size(2), images.size(3));
        var halved = images.slice(2, 0, height, 2).slice(3, 0, width, 2);                    // (N, 3, ⌈H/2⌉, ⌈W/2⌉)
        var restored = halved.repeat_interleave(2, 2).repeat_interleave(2, 3);               // each pixel four times
        var npr = images - restored.narrow(2, 0, height).narrow(3, 0, width);                // (N, 3, H, W)
        return npr.mul_(KeptScalar.Of(PublishedScale)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => "NPR of 2 × 2 cells";
}
