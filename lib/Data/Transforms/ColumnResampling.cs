using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telltale.Data.Transforms;

/// <summary>
/// Changes the number of columns: each new pixel is a weighted sum of pixels in its row. Four rows are processed at once.
/// </summary>
internal static class ColumnResampling
{
    private const int RowsAtOnce = 4;

    /// <summary>The image with another number of columns.</summary>
    public static RgbImage Apply(RgbImage image, int width)
    {
        var filter = TriangleFilter.For(image.Width, width);
        var result = RgbImage.Rent(width, image.Height);
        var (fromStride, toStride) = (3 * image.Width, 3 * width);
        // Transposed: the pixels of the four rows in one column are contiguous.
        var strip = ArrayPool<uint>.Shared.Rent(RowsAtOnce * Math.Max(image.Width, width));
        for (var row = 0; row < image.Height; row += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, image.Height - row);
            for (var each = 0; each < rows; each++)
            {
                Gather(image.Pixels.AsSpan(fromStride * (row + each), fromStride), strip.AsSpan(each));
            }
            Resample(strip, filter, result.Pixels.AsSpan(toStride * row, toStride * rows));
        }
        ArrayPool<uint>.Shared.Return(strip);
        return result;
    }

    private static void Gather(ReadOnlySpan<byte> row, Span<uint> strip)
    {
        var (column, last) = (0, row.Length / 3 - 1);
        for (; column < last; column++)
        {
            strip[RowsAtOnce * column] = Unsafe.ReadUnaligned<uint>(in row[3 * column]);
        }
        strip[RowsAtOnce * column] = (uint)(row[3 * last] | row[3 * last + 1] << 8 | row[3 * last + 2] << 16);
    }

    private static void Resample(ReadOnlySpan<uint> strip, TriangleFilter filter, Span<byte> rows)
    {
        var bytes = MemoryMarshal.AsBytes(strip);
        var stride = 3 * filter.OutputLength;
        for (var column = 0; column < filter.OutputLength; column++)
        {
            var weights = filter.Weights(column);
            var from = bytes[(Vector128<byte>.Count * filter.Start(column))..];
            var levels = WeightedBytes.Sum(from, Vector128<byte>.Count, weights).AsUInt32();
            for (var (each, at) = (0, 3 * column); at < rows.Length; each++, at += stride)
            {
                Store(levels.GetElement(each), rows[at..], isLast: column == filter.OutputLength - 1);
            }
        }
    }

    // The fourth byte does not count: the next pixel overwrites it, so only the last pixel of a row must not write it.
    private static void Store(uint pixel, Span<byte> at, bool isLast)
    {
        if (!isLast)
        {
            Unsafe.WriteUnaligned(ref at[0], pixel);
            return;
        }
        (at[0], at[1], at[2]) = ((byte)pixel, (byte)(pixel >> 8), (byte)(pixel >> 16));
    }
}
