using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Statistics of the discrete cosine transform of 8 × 8 blocks, JPEG's transform, on a logarithmic scale as in Frank et al.: Leveraging
/// Frequency Analysis for Deep Fake Image Recognition, ICML 2020: the mean log-magnitude of each of the 64 coefficients over the blocks.
/// </summary>
/// <remarks>Blocks start at the upper left pixel of the crop; rows and columns that do not fill a block are left out.</remarks>
public sealed record BlockDct : SideBranch
{
    internal const int Size = 8;
    private const double SmallestMagnitude = 1e-3; // a twentieth of a grey level in ImageNet's units

    /// <inheritdoc/>
    public override int Features => Size * Size;

    /// <inheritdoc/>
    /// <returns>
    /// (N, 64): mean over the blocks of ln(|c| + 1e-3), c being the orthonormal DCT-II of the mean of the channels, vertical frequency
    /// first. The caller disposes it.
    /// </returns>
    /// <exception cref="ArgumentException">An image smaller than a block.</exception>
    public override Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var grey = Grey(images);
        var (count, rows, columns) = (grey.size(0), grey.size(1) / Size, grey.size(2) / Size);
        if (rows * columns == 0)
        {
            throw new ArgumentException($"Block statistics need images of at least {Size} × {Size} pixels, not {grey.size(1)} × "
                + $"{grey.size(2)}.", nameof(images));
        }
        var blocks = grey.narrow(1, 0, rows * Size).narrow(2, 0, columns * Size)
            .reshape(count, rows, Size, columns, Size).permute(0, 1, 3, 2, 4);          // (N, rows, columns, 8, 8)
        var transform = Transform().to(images.device);
        var coefficients = transform.matmul(blocks).matmul(transform.t());
        return coefficients.abs().Plus(SmallestMagnitude).log().mean([1, 2]).view(count, Features).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => "block DCT statistics";

    /// <summary>The transform of a block as 64 filters: (64, 1, 8, 8), vertical frequency first.</summary>
    internal static Tensor Kernels()
    {
        using var scope = NewDisposeScope();
        return kron(Transform(), Transform()).view(Size * Size, 1, Size, Size).MoveToOuterDisposeScope();
    }

    /// <summary>The orthonormal DCT-II: (frequency, position).</summary>
    private static Tensor Transform()
    {
        var values = new float[Size * Size];
        for (var index = 0; index < values.Length; index++)
        {
            var (frequency, position) = (index / Size, index % Size);
            var scale = Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / Size);
            values[index] = (float)(scale * Math.Cos(Math.PI * frequency * (2 * position + 1) / (2 * Size)));
        }
        return tensor(values, [Size, Size]);
    }
}
