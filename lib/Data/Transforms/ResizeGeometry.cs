using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telltale.Data.Transforms;

/// <summary>
/// Resamples with a triangle filter that widens as the image shrinks (bilinear with antialiasing): columns first, then rows, in the
/// fixed-point arithmetic of Pillow's <c>resize(…, BILINEAR)</c>, whose results it equals to the last bit.
/// </summary>
/// <param name="Width">Columns of the result.</param>
/// <param name="Height">Rows of the result.</param>
public sealed record ResizeGeometry(int Width, int Height) : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var narrowed = image.Width == Width ? image : ResampleColumns(image, TriangleFilter.For(image.Width, Width));
        return image.Height == Height ? narrowed : ResampleRows(narrowed, TriangleFilter.For(image.Height, Height));
    }

    /// <inheritdoc/>
    public override Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if ((Width, Height) == (mask.Width, mask.Height))
        {
            return mask;
        }
        var (columns, rows) = (Nearest(mask.Width, Width), Nearest(mask.Height, Height));
        var pixels = new byte[Width * Height];
        for (var row = 0; row < Height; row++)
        {
            var from = mask.Pixels.AsSpan(mask.Width * rows[row], mask.Width);
            for (var column = 0; column < Width; column++)
            {
                pixels[Width * row + column] = from[columns[column]];
            }
        }
        return new(Width, Height, pixels);
    }

    /// <summary>For each new sample, the old one that its centre lies in.</summary>
    private static int[] Nearest(int inputLength, int outputLength) =>
        [.. Enumerable.Range(0, outputLength).Select(output => (int)((2L * output + 1) * inputLength / (2L * outputLength)))];

    private static RgbImage ResampleColumns(RgbImage image, TriangleFilter filter)
    {
        var result = new RgbImage(filter.OutputLength, image.Height);
        // One byte more than a row, since pixels are loaded four bytes at a time.
        Span<byte> padded = new byte[3 * image.Width + 1];
        for (var row = 0; row < image.Height; row++)
        {
            image.Pixels.AsSpan(3 * image.Width * row, 3 * image.Width).CopyTo(padded);
            ResampleRow(padded, result.Pixels.AsSpan(3 * result.Width * row, 3 * result.Width), filter);
        }
        return result;
    }

    private static void ResampleRow(ReadOnlySpan<byte> from, Span<byte> to, TriangleFilter filter)
    {
        for (var column = 0; 3 * column < to.Length; column++)
        {
            var (start, weights) = filter[column];
            var source = from[(3 * start)..];
            var sum = Vector128.Create(TriangleFilter.Half);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var pixel = Vector128.CreateScalar(MemoryMarshal.Read<uint>(source[(3 * tap)..])).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(pixel)).AsInt32() * weights[tap];
            }
            sum >>= TriangleFilter.FractionBits;
            to[3 * column] = (byte)sum[0];
            to[3 * column + 1] = (byte)sum[1];
            to[3 * column + 2] = (byte)sum[2];
        }
    }

    private static RgbImage ResampleRows(RgbImage image, TriangleFilter filter)
    {
        var result = new RgbImage(image.Width, filter.OutputLength);
        var stride = 3 * image.Width;
        for (var row = 0; row < result.Height; row++)
        {
            var (start, weights) = filter[row];
            MixRows(image.Pixels.AsSpan(stride * start, stride * weights.Length), result.Pixels.AsSpan(stride * row, stride), weights);
        }
        return result;
    }

    private static void MixRows(ReadOnlySpan<byte> rows, Span<byte> to, ReadOnlySpan<int> weights)
    {
        var (column, stride) = (0, to.Length);
        for (; column <= stride - Vector128<byte>.Count; column += Vector128<byte>.Count)
        {
            var first = Vector256.Create(TriangleFilter.Half);
            var second = first;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var sixteen = Vector256.WidenLower(Vector128.Create(rows.Slice(tap * stride + column, Vector128<byte>.Count)).ToVector256Unsafe());
                first += Vector256.WidenLower(sixteen).AsInt32() * weights[tap];
                second += Vector256.WidenUpper(sixteen).AsInt32() * weights[tap];
            }
            var levels = Vector256.Narrow(first >> TriangleFilter.FractionBits, second >> TriangleFilter.FractionBits);
            Vector128.Narrow(levels.GetLower(), levels.GetUpper()).AsByte().CopyTo(to[column..]);
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
