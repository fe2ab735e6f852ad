using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// The discrete cosine transform of the luma's 8 × 8 blocks, JPEG's own: each pixel gets the 64 log-magnitudes of its block. In a JPEG
/// whose blocks start at the image's, coefficients are multiples of the steps of its quantization table, most of the high ones 0, and a
/// pasted region that was compressed otherwise, or not at all, differs. After the DCT stream of CAT-Net (Kwon, Nam, Yu, Lee and
/// Kim, IJCV 2022), which reads the file's coefficients and its table; here they are computed from the pixels, so that every format can be
/// read.
/// </summary>
/// <remarks>
/// Blocks start at the upper left pixel of the input: train on crops that keep the file's grid (<c>Transform.TrainOnBlocks</c>). Rows and
/// columns that do not fill a block repeat the last pixel.
/// </remarks>
/// <example><code>
/// var streams = new JoinedFrontEnd(new BlockDctFrontEnd()); // beside RGB
/// using var network = new UNet(UNetOptions.Small with { FrontEnd = streams }, seed: 17);
/// </code></example>
public sealed record BlockDctFrontEnd : FixedFrontEnd
{
    /// <inheritdoc/>
    public override int Channels => BlockDct.Size * BlockDct.Size;

    /// <inheritdoc/>
    /// <returns>
    /// (N, 64, H, W): ln(1 + |c|), c being the orthonormal DCT-II of the luma in grey levels of 255, vertical frequency first; between 0
    /// and 7.7. The caller disposes it.
    /// </returns>
    public override Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var (height, width) = (images.size(2), images.size(3));
        long Missing(long side) => (BlockDct.Size - side % BlockDct.Size) % BlockDct.Size;
        var padded = nn.functional.pad(Luma(images), [0, Missing(width), 0, Missing(height)], PaddingModes.Replicate);
        var kernels = BlockDct.Kernels().to(images.device); // (64, 1, 8, 8)
        var coefficients = nn.functional.conv2d(padded, kernels, strides: [BlockDct.Size, BlockDct.Size]); // (N, 64, H / 8, W / 8)
        var magnitudes = coefficients.abs().log1p();
        return nn.functional.interpolate(magnitudes, [padded.size(2), padded.size(3)], mode: InterpolationMode.Nearest)
            .narrow(2, 0, height).narrow(3, 0, width).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => "block DCT";

    // JPEG's luma (ITU-T T.871) in grey levels, up to a constant that only a block's mean contains.
    private static Tensor Luma(Tensor images)
    {
        Tensor Channel(int index, double deviation, double share) =>
            images.narrow(1, index, 1).mul(KeptScalar.Of(255 * deviation * share));
        return Channel(0, 0.229, 0.299).Plus(Channel(1, 0.224, 0.587)).Plus(Channel(2, 0.225, 0.114)); // (N, 1, H, W)
    }
}
