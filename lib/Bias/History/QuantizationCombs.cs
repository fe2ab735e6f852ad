using System.Numerics;
using System.Numerics.Tensors;

namespace Telltale.Bias;

/// <summary>
/// How strongly the DCT coefficients of an image cluster at multiples of a quantization step, for every position of the grid of 8 × 8
/// blocks: the Fourier component of their histogram with the step as its period, as in the integer periodicity maps of Bianchi and Piva
/// (IEEE Transactions on Information Forensics and Security, 2012). The median over the positions is subtracted, since it is what the
/// content alone gives.
/// </summary>
internal sealed class QuantizationCombs
{
    /// <summary>Positions of the grid: 8 rows × 8 columns.</summary>
    public const int Phases = BlockDct.Size * BlockDct.Size;

    // Levels per bin, and the largest magnitude: larger coefficients are rare.
    private const float BinsPerLevel = 2;
    private const int Bins = 201;

    // Largest step of a low frequency at the lowest quality; a multiple of every vector's length.
    private const int MostSteps = 32;

    private static readonly float[][] Cosines =
    [
        .. Enumerable.Range(0, Bins).Select(bin => Enumerable.Range(1, MostSteps)
            .Select(step => (float)Math.Cos(2 * Math.PI * bin / BinsPerLevel / step)).ToArray()),
    ];

    private readonly float[] excess;

    private QuantizationCombs(float[] excess) => this.excess = excess;

    /// <summary>The combs of one coefficient.</summary>
    /// <param name="sliding">The coefficient at every position, see <see cref="BlockDct.Sliding"/>.</param>
    /// <param name="width">Columns of the positions.</param>
    /// <param name="steps">The largest step, at most 32.</param>
    public static QuantizationCombs Of(float[] sliding, int width, int steps)
    {
        var histograms = Histograms(sliding, width);
        var combs = new float[Phases * steps];
        for (var phase = 0; phase < Phases; phase++)
        {
            Comb(histograms.AsSpan(phase * Bins, Bins), combs.AsSpan(phase * steps, steps));
        }
        SubtractMedians(combs, steps);
        return new(combs);
    }

    /// <summary>Strength at a position of the grid: 0 = as at the other positions, up to 1 = all coefficients are multiples.</summary>
    /// <param name="phase">8 · first row + first column of the blocks, each 0 to 7.</param>
    /// <param name="step">The step, 1 to the largest.</param>
    public float this[int phase, int step] => excess[phase * (excess.Length / Phases) + step - 1];

    private static int[] Histograms(float[] sliding, int width)
    {
        var histograms = new int[Phases * Bins];
        for (int start = 0, y = 0; start < sliding.Length; start += width, y++)
        {
            var row = y % BlockDct.Size * BlockDct.Size;
            for (var x = 0; x < width; x++)
            {
                var bin = (int)(MathF.Abs(sliding[start + x]) * BinsPerLevel + 0.5f);
                if (bin < Bins)
                {
                    histograms[(row + (x & (BlockDct.Size - 1))) * Bins + bin]++;
                }
            }
        }
        return histograms;
    }

    private static void Comb(ReadOnlySpan<int> histogram, Span<float> comb)
    {
        var count = Math.Max(1, TensorPrimitives.Sum(histogram));
        Span<float> sums = stackalloc float[MostSteps];
        for (var start = 0; start < comb.Length; start += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var bin = 0; bin < histogram.Length; bin++)
            {
                if (histogram[bin] > 0)
                {
                    sum += new Vector<float>(Cosines[bin], start) * histogram[bin];
                }
            }
            (sum / new Vector<float>(count)).CopyTo(sums[start..]);
        }
        sums[..comb.Length].CopyTo(comb);
    }

    private static void SubtractMedians(float[] combs, int steps)
    {
        Span<float> sorted = stackalloc float[Phases];
        for (var step = 0; step < steps; step++)
        {
            for (var phase = 0; phase < Phases; phase++)
            {
                sorted[phase] = combs[phase * steps + step];
            }
            sorted.Sort();
            var median = (sorted[Phases / 2 - 1] + sorted[Phases / 2]) / 2;
            for (var phase = 0; phase < Phases; phase++)
            {
                combs[phase * steps + step] -= median;
            }
        }
    }
}
