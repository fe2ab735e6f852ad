using System.Numerics;

namespace Telltale.Bias;

/// <summary>The orthonormal two-dimensional DCT-II of 8 × 8 blocks, JPEG's transform (ITU-T T.81, A.3.3).</summary>
internal static class BlockDct
{
    /// <summary>Side of a block in pixels.</summary>
    public const int Size = 8;

    // One row for each frequency.
    private static readonly float[][] Cosines =
    [
        .. Enumerable.Range(0, Size).Select(frequency => Enumerable.Range(0, Size).Select(x => Cosine(frequency, x)).ToArray()),
    ];

    /// <summary>Some coefficients of the blocks at every position, not only at multiples of 8.</summary>
    /// <param name="luma">At least 8 × 8 pixels.</param>
    /// <param name="coefficients">Vertical and horizontal frequency of each, 0 to 7.</param>
    /// <returns>For each coefficient, (height − 7) × (width − 7) values in levels: the block at each top left corner, row by row.</returns>
    public static float[][] Sliding(LumaPlane luma, IReadOnlyList<(int Vertical, int Horizontal)> coefficients)
    {
        var across = coefficients.Select(coefficient => coefficient.Horizontal).Distinct()
            .ToDictionary(frequency => frequency, frequency => Across(luma, Cosines[frequency]));
        return [.. coefficients.Select(coefficient =>
            Down(across[coefficient.Horizontal], luma.Width - Size + 1, luma.Height, Cosines[coefficient.Vertical]))];
    }

    private static float Cosine(int frequency, int x) =>
        (float)(Math.Sqrt((frequency == 0 ? 1.0 : 2) / Size) * Math.Cos((2 * x + 1) * frequency * Math.PI / (2 * Size)));

    private static float[] Across(LumaPlane luma, float[] cosines)
    {
        var width = luma.Width - Size + 1;
        var result = new float[width * luma.Height];
        for (var y = 0; y < luma.Height; y++)
        {
            WeightedSum(luma.Values, y * luma.Width, 1, cosines, result.AsSpan(y * width, width));
        }
        return result;
    }

    private static float[] Down(float[] plane, int width, int height, float[] cosines)
    {
        var result = new float[width * (height - Size + 1)];
        for (var y = 0; y <= height - Size; y++)
        {
            WeightedSum(plane, y * width, width, cosines, result.AsSpan(y * width, width));
        }
        return result;
    }

    /// <summary>target[x] = Σ over k of weights[k] · source[start + k · stride + x].</summary>
    private static void WeightedSum(float[] source, int start, int stride, float[] weights, Span<float> target)
    {
        var x = 0;
        for (; x <= target.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += new Vector<float>(source, start + k * stride + x) * weights[k];
            }
            sum.CopyTo(target[x..]);
        }
        for (; x < target.Length; x++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += source[start + k * stride + x] * weights[k];
            }
            target[x] = sum;
        }
    }
}
