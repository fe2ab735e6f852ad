using System.Runtime.Intrinsics;

namespace Telltale.Data.Transforms;

/// <summary>Changes the number of rows: each new row is a weighted sum of neighbouring rows.</summary>
internal static class RowResampling
{
    /// <summary>The image with another number of rows.</summary>
    public static RgbImage Apply(RgbImage image, int height)
    {
        var filter = TriangleFilter.For(image.Height, height);
        var result = RgbImage.Rent(image.Width, height);
        var stride = 3 * image.Width;
        for (var row = 0; row < height; row++)
        {
            var weights = filter.Weights(row);
            var from = image.Pixels.AsSpan(stride * filter.Start(row), stride * weights.Length);
            Mix(from, result.Pixels.AsSpan(stride * row, stride), weights);
        }
        return result;
    }

    private static void Mix(ReadOnlySpan<byte> rows, Span<byte> to, ReadOnlySpan<int> weights)
    {
        var (column, stride) = (0, to.Length);
        for (; column <= stride - Vector128<byte>.Count; column += Vector128<byte>.Count)
        {
            WeightedBytes.Sum(rows[column..], stride, weights).CopyTo(to[column..]);
        }
        for (; column < stride; column++)
        {
            var sum = TriangleFilter.Half;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                sum += rows[tap * stride + column] * weights[tap];
            }
            to[column] = (byte)(sum >> TriangleFilter.FractionBits);
        }
    }
}
