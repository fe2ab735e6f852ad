namespace Telltale.Data.Decoders;

/// <summary>
/// The decoder of latent diffusion: one latent per 8 × 8 pixels, then three nearest-neighbour up-samplings, each followed by a
/// convolution. Its trace repeats every 8, 4 and 2 pixels (Corvi et al., ICASSP and CVPR Workshops 2023).
/// </summary>
public sealed record LatentDecoder() : Decoder("generator-latent")
{
    private static readonly float[] Kernel = [0.07f, 0.86f, 0.07f];

    // The periodic response over the eight positions of a cell.
    private static readonly float[] Cell = [1f, 0.2f, -0.6f, -0.9f, -0.4f, 0.1f, 0.2f, 0.4f];

    /// <summary>Relative amplitude of the periodic pattern.</summary>
    public double Imprint { get; init; } = 0.012;

    /// <inheritdoc/>
    protected override float[] Detail(float[] detail, int width, int height, float[] grain)
    {
        var two = FeatureGrid.Sample(detail, width, height, 2).Nearest(width, height);
        var four = FeatureGrid.Sample(detail, width, height, 4).Nearest(width, height);
        return PlaneFilter.Convolve(FloatImage.Blend(two, 0.8f, four, 0.4f), width, height, Kernel);
    }

    /// <inheritdoc/>
    protected override float[] Coarse(float[] coarse, int width)
    {
        for (var i = 0; i < coarse.Length; i++)
        {
            coarse[i] *= 1 + (float)Imprint * (Cell[i % width % 8] + Cell[i / width % 8]);
        }
        return coarse;
    }
}
