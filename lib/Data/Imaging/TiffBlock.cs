using System.Buffers;
using System.IO.Compression;

namespace Telltale.Data;

/// <summary>
/// Whether a strip or tile of a TIFF file holds all its pixels; found without keeping any. ImageSharp leaves black what is missing.
/// </summary>
internal static class TiffBlock
{
    private const int Lzw = 5, PackBits = 32773;

    /// <summary>True where the decompressed bytes are at least as many as expected.</summary>
    /// <param name="block">The compressed bytes.</param>
    /// <param name="compression">TIFF's number: 1, 5, 8, 32773 or 32946.</param>
    /// <param name="expected">Bytes of the pixels.</param>
    public static bool Holds(ArraySegment<byte> block, int compression, long expected) => compression switch
    {
        1 => block.Count >= expected,
        Lzw => HoldsByLzw(block, expected),
        PackBits => HoldsByPackBits(block, expected),
        _ => Inflates(block, expected),
    };

    // TIFF 6.0, section 9: a count, then so many bytes, or one byte to repeat.
    private static bool HoldsByPackBits(ReadOnlySpan<byte> block, long expected)
    {
        while (expected > 0 && block.Length > 1)
        {
            var count = (sbyte)block[0];
            var read = count < 0 ? 2 : 2 + count;
            expected -= count == sbyte.MinValue || read > block.Length ? 0 : 1 + Math.Abs(count);
            block = block[(count == sbyte.MinValue ? 1 : Math.Min(read, block.Length))..];
        }
        return expected <= 0;
    }

    // TIFF 6.0, section 13: codes of 9 to 12 bits, high bit first, one bit longer one code early. Only lengths are followed.
    private static bool HoldsByLzw(ReadOnlySpan<byte> block, long expected)
    {
        const int Clear = 256, End = 257, FirstFree = 258, MostCodes = 4096, Shortest = 9, Longest = 12;
        Span<int> lengths = stackalloc int[MostCodes];
        lengths[..Clear].Fill(1);
        var (next, bits, previous) = (FirstFree, Shortest, -1);
        for (var position = 0L; expected > 0 && position + bits <= 8L * block.Length;)
        {
            var code = 0;
            for (var bit = 0; bit < bits; bit++, position++)
            {
                code = code << 1 | block[(int)(position >> 3)] >> (int)(7 - (position & 7)) & 1;
            }
            if (code == Clear)
            {
                (next, bits, previous) = (FirstFree, Shortest, -1);
                continue;
            }
            if (code == End || code > next || (code >= FirstFree && previous < 0) || (code == next && next == MostCodes))
            {
                return false;
            }
            if (previous >= 0 && next < MostCodes)
            {
                lengths[next++] = lengths[previous] + 1;
                bits = Math.Min(Longest, next + 1 >= 1 << bits ? bits + 1 : bits);
            }
            expected -= lengths[code];
            previous = code;
        }
        return expected <= 0;
    }

    private static bool Inflates(ArraySegment<byte> block, long expected)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(block.Array!, block.Offset, block.Count), CompressionMode.Decompress);
            while (expected > 0 && inflated.Read(buffer, 0, (int)Math.Min(expected, buffer.Length)) is > 0 and var read)
            {
                expected -= read;
            }
            return expected == 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
