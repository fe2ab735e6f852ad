using Telltale.Data;

namespace Telltale.Bias;

/// <summary>A grid of 8 × 8 blocks that a JPEG compression left in the pixels.</summary>
/// <param name="Row">First row of the blocks, 0 to 7.</param>
/// <param name="Column">First column of the blocks, 0 to 7.</param>
/// <param name="Quality">The best fitting quality, <see cref="JpegGrids.LowestQuality"/> to 99, for libjpeg's tables.</param>
/// <param name="Evidence">Mean excess of the combs, 0 = none to 1 = every coefficient is a multiple of its step.</param>
/// <param name="Deviations">
/// The evidence in standard deviations of what chance gives for this number of blocks, so that images of different sizes compare.
/// </param>
internal readonly record struct JpegGrid(int Row, int Column, int Quality, double Evidence, double Deviations)
{
    // Of 192 images without a second grid none had more than 6 deviations (docs/measured.md).
    private const double LeastEvidence = 0.1;
    private const double LeastDeviations = 8;

    /// <summary>True where the evidence is clear.</summary>
    public bool IsFound => Evidence >= LeastEvidence && Deviations >= LeastDeviations;
}

/// <summary>
/// Finds JPEG compressions in pixels, without reading a header. An image that was compressed, cropped and stored again has a second grid,
/// at another position than its own (Fan and de Queiroz, IEEE Transactions on Image Processing 2003, find the first; Bianchi and Piva,
/// IEEE Transactions on Information Forensics and Security 2012, the second). The steps of all coefficients are those of one quality, so
/// their combs add up. Of the 63 positions beside the corner, three mirror themselves and are not found: (0, 4), (4, 0) and (4, 4).
/// </summary>
internal static class JpegGrids
{
    /// <summary>The lowest quality that is considered.</summary>
    public const int LowestQuality = 30;

    private const int HighestQuality = 99;

    // Low frequencies: high ones are mostly zero. The constant term has the whole range of brightness and few repetitions of a value.
    private static readonly (int Vertical, int Horizontal)[] Coefficients =
        [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2), (0, 3), (3, 0)];

    // For each quality, the step of each coefficient.
    private static readonly int[][] Steps =
    [
        .. Enumerable.Range(LowestQuality, HighestQuality - LowestQuality + 1).Select(quality => Array.ConvertAll(
            Coefficients, coefficient => JpegQuality.StandardTable(quality, forChrominance: false)[
                coefficient.Vertical * BlockDct.Size + coefficient.Horizontal])),
    ];

    /// <summary>The strongest grid that starts at the image's corner, and the strongest one that does not.</summary>
    /// <param name="luma">At least 16 × 16 pixels; its corner is on the image's grid.</param>
    public static (JpegGrid Own, JpegGrid Other) Of(LumaPlane luma)
    {
        var sliding = BlockDct.Sliding(luma, Coefficients);
        var combs = sliding.Select((values, c) =>
            QuantizationCombs.Of(values, luma.Width - BlockDct.Size + 1, Steps[0][c])).ToArray();
        var evidence = Enumerable.Range(0, QuantizationCombs.Phases).Select(phase => Evidence(phase, combs)).ToArray();
        // The mean of a cosine over n blocks has the variance 1 / 2n; the evidence is a mean over the coefficients.
        var deviation = 1 / Math.Sqrt(2.0 * (luma.Width / BlockDct.Size) * (luma.Height / BlockDct.Size) * Coefficients.Length);
        return (Best(0, evidence[0], deviation), Enumerable.Range(1, evidence.Length - 1)
            .Select(phase => Best(phase, Unmirrored(evidence[phase], evidence[Mirrored(phase)]), deviation)).MaxBy(grid => grid.Evidence));
    }

    private static double[] Evidence(int phase, QuantizationCombs[] combs) => Array.ConvertAll(Steps, steps =>
    {
        var sum = 0.0;
        for (var c = 0; c < combs.Length; c++)
        {
            sum += combs[c][phase, steps[c]];
        }
        return sum / combs.Length;
    });

    // A grid at the corner shows weakly at positions that share its rows or columns too, alike on both sides; another grid on one side.
    private static double[] Unmirrored(double[] evidence, double[] mirrored) =>
        [.. evidence.Zip(mirrored, (one, other) => one - Math.Max(0, other))];

    private static int Mirrored(int phase)
    {
        var (row, column) = Math.DivRem(phase, BlockDct.Size);
        return (BlockDct.Size - row) % BlockDct.Size * BlockDct.Size + (BlockDct.Size - column) % BlockDct.Size;
    }

    private static JpegGrid Best(int phase, double[] evidence, double deviation)
    {
        var (index, most) = evidence.Index().MaxBy(item => item.Item);
        return new(phase / BlockDct.Size, phase % BlockDct.Size, LowestQuality + index, most, most / deviation);
    }
}
