using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Blurs with a Gaussian kernel, truncated at four standard deviations; the image is mirrored at its borders. Equal to SciPy's
/// <c>gaussian_filter(…, mode="mirror")</c> up to rounding.
/// </summary>
/// <param name="MinimumSigma">Smallest standard deviation in pixels, 0 to 100.</param>
/// <param name="MaximumSigma">Largest standard deviation in pixels, MinimumSigma to 100.</param>
/// <param name="Probability">Probability of applying it, 0 to 1.</param>
public sealed record GaussianBlur(double MinimumSigma = 0, double MaximumSigma = 3, double Probability = 0.5) : PhotometricTransform
{
    /// <summary>Smallest standard deviation in pixels, 0 to 100.</summary>
    public double MinimumSigma { get; init; } = Parameter.Between(MinimumSigma, 0, 100);

    /// <summary>Largest standard deviation in pixels, MinimumSigma to 100.</summary>
    public double MaximumSigma { get; init; } = Parameter.Between(MaximumSigma, MinimumSigma, 100);

    /// <summary>Probability of applying it, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble() < Probability ? Blur(image, random.NextDouble(MinimumSigma, MaximumSigma)) : image;
    }

    internal static RgbImage Blur(RgbImage image, double sigma)
    {
        var radius = (int)(4 * sigma + 0.5);
        if (radius == 0)
        {
            return image;
        }
        var (stride, weights) = (3 * image.Width, Weights(sigma, radius));
        var result = RgbImage.Rent(image.Width, image.Height);
        var mixed = new float[stride];
        var padded = new float[stride + 6 * radius];
        for (var row = 0; row < image.Height; row++)
        {
            Array.Clear(mixed);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var from = CropGeometry.Mirror(row + tap - radius, image.Height);
                AddBytes(image.Pixels.AsSpan(stride * from, stride), weights[tap], mixed);
            }
            BlurRow(mixed, padded, weights, result.Pixels.AsSpan(stride * row, stride));
        }
        return result;
    }

    private static float[] Weights(double sigma, int radius)
    {
        var heights = Enumerable.Range(-radius, 2 * radius + 1).Select(x => Math.Exp(-0.5 * x * x / (sigma * sigma))).ToArray();
        var sum = heights.Sum();
        return Array.ConvertAll(heights, height => (float)(height / sum));
    }

    private static void BlurRow(float[] row, float[] padded, float[] weights, Span<byte> to)
    {
        var (radius, width) = (weights.Length / 2, row.Length / 3);
        for (var column = -radius; column < width + radius; column++)
        {
            row.AsSpan(3 * CropGeometry.Mirror(column, width), 3).CopyTo(padded.AsSpan(3 * (column + radius)));
        }
        Array.Clear(row);
        for (var tap = 0; tap < weights.Length; tap++)
        {
            AddFloats(padded.AsSpan(3 * tap, row.Length), weights[tap], row);
        }
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = (byte)Math.Min(row[i] + 0.5f, 255);
        }
    }

    private static void AddBytes(ReadOnlySpan<byte> from, float weight, Span<float> sum)
    {
        var i = 0;
        for (; i <= sum.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var sixteen = Vector256.WidenLower(Vector128.Create(from.Slice(i, Vector128<byte>.Count)).ToVector256Unsafe());
            Add(Vector256.WidenLower(sixteen), sum.Slice(i, 8));
            Add(Vector256.WidenUpper(sixteen), sum.Slice(i + 8, 8));
        }
        for (; i < sum.Length; i++)
        {
            sum[i] += from[i] * weight;
        }

        void Add(Vector256<uint> levels, Span<float> eight) =>
            (Vector256.Create<float>(eight) + Vector256.ConvertToSingle(levels.AsInt32()) * weight).CopyTo(eight);
    }

    private static void AddFloats(ReadOnlySpan<float> from, float weight, Span<float> sum)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var terms = MemoryMarshal.Cast<float, Vector<float>>(from);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += terms[i] * weight;
        }
        for (var i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] += from[i] * weight;
        }
    }
}
