namespace Telltale.Data.Decoders;

/// <summary>
/// Nearest-neighbour up-sampling by 2, then a convolution, as in ProGAN. Repeating pixels replicates the spectrum, and a 3 × 3
/// convolution cannot remove the copies (Zhang, Karaman, Chang 2019; Durall, Keuper, Keuper, CVPR 2020).
/// </summary>
public sealed record NearestDecoder() : Decoder("generator-nearest")
{
    private static readonly float[] Kernel = [0.07f, 0.86f, 0.07f];

    /// <inheritdoc/>
    protected override float[] Detail(float[] detail, int width, int height, float[] grain) =>
        PlaneFilter.Convolve(FeatureGrid.Sample(detail, width, height, 2).Nearest(width, height), width, height, Kernel);
}
