using System.Numerics;

namespace Telltale.Data.Embedded;

/// <summary>Separable convolution of one plane; beyond the border the border pixel repeats.</summary>
internal static class PlaneFilter
{
    /// <summary>A Gaussian of the given standard deviation, cut at three of them, sum 1.</summary>
    public static float[] Gaussian(double sigma)
    {
        var radius = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var taps = Enumerable.Range(-radius, 2 * radius + 1).Select(k => Math.Exp(-0.5 * k * k / (sigma * sigma))).ToArray();
        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    /// <summary>The same odd kernel along rows and then along columns.</summary>
    public static float[] Convolve(float[] plane, int width, int height, float[] kernel) =>
        Columns(Rows(plane, width, height, kernel), width, height, kernel);

    /// <summary>An odd kernel along each row.</summary>
    public static float[] Rows(float[] plane, int width, int height, float[] kernel)
    {
        var radius = kernel.Length / 2;
        var result = new float[plane.Length];
        var padded = new float[width + 2 * radius];
        for (var y = 0; y < height; y++)
        {
            var row = plane.AsSpan(y * width, width);
            padded.AsSpan(0, radius).Fill(row[0]);
            row.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(radius + width).Fill(row[^1]);
            var target = result.AsSpan(y * width, width);
            for (var k = 0; k < kernel.Length; k++)
            {
                Accumulate(target, padded.AsSpan(k, width), kernel[k]);
            }
        }
        return result;
    }

    /// <summary>An odd kernel along each column.</summary>
    public static float[] Columns(float[] plane, int width, int height, float[] kernel)
    {
        var radius = kernel.Length / 2;
        var result = new float[plane.Length];
        for (var y = 0; y < height; y++)
        {
            var target = result.AsSpan(y * width, width);
            for (var k = 0; k < kernel.Length; k++)
            {
                var source = Math.Clamp(y + k - radius, 0, height - 1);
                Accumulate(target, plane.AsSpan(source * width, width), kernel[k]);
            }
        }
        return result;
    }

    /// <summary>target += source · factor.</summary>
    public static void Accumulate(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        var i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(target[i..]) + new Vector<float>(source[i..]) * factor).CopyTo(target[i..]);
        }
        for (; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }
}
