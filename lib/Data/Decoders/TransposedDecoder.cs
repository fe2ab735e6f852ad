namespace Telltale.Data.Decoders;

/// <summary>
/// Transposed convolution with stride 2 and a 3 × 3 kernel: an output depends on one, two or four inputs, which leaves a checkerboard in
/// detail and in brightness (Odena, Dumoulin, Olah, Distill 2016).
/// </summary>
public sealed record TransposedDecoder() : Decoder("generator-transposed")
{
    // Bilinear interpolation would be ½ 1 ½, without a checkerboard; trained kernels deviate from it.
    private static readonly float[] Kernel = [0.4f, 1f, 0.4f];

    /// <summary>Relative amplitude of the checkerboard in brightness.</summary>
    public double Checkerboard { get; init; } = 0.008;

    /// <inheritdoc/>
    protected override float[] Detail(float[] detail, int width, int height, float[] grain) =>
        PlaneFilter.Convolve(FeatureGrid.Sample(detail, width, height, 2).ZeroInsertion(width, height), width, height, Kernel);

    /// <inheritdoc/>
    protected override float[] Coarse(float[] coarse, int width)
    {
        for (var i = 0; i < coarse.Length; i++)
        {
            var (onColumn, onRow) = (i % width % 2 == 0, i / width % 2 == 0);
            coarse[i] *= 1 + (float)Checkerboard * (onColumn == onRow ? onColumn ? 1f : 0.5f : -0.75f);
        }
        return coarse;
    }
}
