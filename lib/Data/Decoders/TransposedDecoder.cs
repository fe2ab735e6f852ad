namespace Telltale.Data.Decoders;

/// <summary>
/// Transposed convolution with stride 2 and a 3 × 3 kernel: an output depends on one, two or four inputs, which leaves a checkerboard in
/// detail and in brightness (Odena, Dumoulin, Olah, Distill 2016).
/// </summary>
public sealed record TransposedDecoder() : Decoder("generator-transposed")
{
    // Bilinear interpolation would be ½ 1 ½, without a checkerboard; trained kernels deviate from it.
    private static readonly float[] Kernel = [0.4f, 1f, 0.4f];

    /// <summary>Relative amplitude of the checkerboard in brightness, for each stage.</summary>
    public double Checkerboard { get; init; } = 0.008;

    /// <summary>Number of transposed convolutions in sequence. Stage s, from 1, leaves a checkerboard with a period of 2ˢ pixels.</summary>
    public int Stages { get; init; } = 1;

    /// <inheritdoc/>
    protected override float[] Detail(float[] detail, int width, int height, float[] grain) =>
        PlaneFilter.Convolve(FeatureGrid.Sample(detail, width, height, 2).ZeroInsertion(width, height), width, height, Kernel);

    /// <inheritdoc/>
    protected override float[] Coarse(float[] coarse, int width)
    {
        for (var i = 0; i < coarse.Length; i++)
        {
            var (x, y, pattern) = (i % width, i / width, 0f);
            for (var stage = 0; stage < Stages; stage++)
            {
                pattern += Overlap(x >> stage, y >> stage);
            }
            coarse[i] *= 1 + (float)Checkerboard * pattern;
        }
        return coarse;
    }

    // Even columns and rows get one input more than odd ones.
    private static float Overlap(int column, int row) => (column % 2 == 0, row % 2 == 0) switch
    {
        (true, true) => 1,
        (false, false) => 0.5f,
        _ => -0.75f,
    };
}
