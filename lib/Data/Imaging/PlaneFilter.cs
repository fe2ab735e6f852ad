using System.Numerics;

namespace Telltale.Data;

/// <summary>Separable convolution of one plane; border pixels are repeated.</summary>
internal static class PlaneFilter
{
    /// <summary>A Gaussian kernel with the given standard deviation, truncated at three of them, with sum 1.</summary>
    public static float[] Gaussian(double sigma)
    {
        var radius = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var taps = Enumerable.Range(-radius, 2 * radius + 1).Select(k => Math.Exp(-0.5 * k * k / (sigma * sigma))).ToArray();
        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    // Reused to avoid garbage collection.
    [ThreadStatic]
    private static float[]? between;

    /// <summary>Convolves with the same kernel of odd length along rows and then along columns.</summary>
    public static float[] Convolve(float[] plane, int width, int height, float[] kernel)
    {
        if (between is null || between.Length < plane.Length)
        {
            between = new float[plane.Length];
        }
        Rows(plane, width, height, kernel, between);
        return Columns(between, width, height, kernel);
    }

    private static void Rows(float[] plane, int width, int height, float[] kernel, float[] result)
    {
        var radius = kernel.Length / 2;
        var padded = new float[width + 2 * radius];
        int[] starts = [.. Enumerable.Range(0, kernel.Length)];
        for (var y = 0; y < height; y++)
        {
            var row = plane.AsSpan(y * width, width);
            padded.AsSpan(0, radius).Fill(row[0]);
            row.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(radius + width).Fill(row[^1]);
            WeightedSum(padded, starts, kernel, result.AsSpan(y * width, width));
        }
    }

    private static float[] Columns(float[] plane, int width, int height, float[] kernel)
    {
        var radius = kernel.Length / 2;
        var result = GC.AllocateUninitializedArray<float>(width * height);
        var starts = new int[kernel.Length];
        for (var y = 0; y < height; y++)
        {
            for (var k = 0; k < kernel.Length; k++)
            {
                starts[k] = Math.Clamp(y + k - radius, 0, height - 1) * width;
            }
            WeightedSum(plane, starts, kernel, result.AsSpan(y * width, width));
        }
        return result;
    }

    // The weighted sum of runs of the source that begin at the given indices.
    private static void WeightedSum(float[] source, ReadOnlySpan<int> starts, ReadOnlySpan<float> weights, Span<float> target)
    {
        var x = 0;
        for (; x <= target.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += new Vector<float>(source, starts[k] + x) * weights[k];
            }
            sum.CopyTo(target[x..]);
        }
        for (; x < target.Length; x++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += source[starts[k] + x] * weights[k];
            }
            target[x] = sum;
        }
    }
}
