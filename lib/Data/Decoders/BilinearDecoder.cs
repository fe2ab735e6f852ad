namespace Telltale.Data.Decoders;

/// <summary>
/// Bilinear up-sampling by 2 and noise injected at every pixel, as in StyleGAN (Karras, Laine, Aila, CVPR 2019). Interpolated pixels
/// are correlated with their neighbours (Popescu, Farid, IEEE TSP 2005); unlike sensor noise, the injected noise is white and does not
/// depend on brightness.
/// </summary>
public sealed record BilinearDecoder() : Decoder("generator-bilinear")
{
    private static readonly float[] Kernel = [0.5f, 1f, 0.5f];

    /// <summary>Standard deviation of the injected noise; 1 = white.</summary>
    public double Noise { get; init; } = 0.004;

    /// <inheritdoc/>
    protected override float[] Detail(float[] detail, int width, int height, float[] grain)
    {
        var made = PlaneFilter.Convolve(FeatureGrid.Sample(detail, width, height, 2).ZeroInsertion(width, height), width, height, Kernel);
        return FloatImage.Blend(made, 1, grain, (float)Noise);
    }
}
