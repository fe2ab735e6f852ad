namespace Telltale.Data;

/// <summary>
/// Writes the first frame of a GIF file again with codes of eight bits, where it begins with codes of 9 to 11 bits. The format has colours
/// of eight bits only, so that SkiaSharp refuses these; browsers and Pillow read them.
/// </summary>
internal static class GifCodes
{
    private const int Widest = 11, MostCodes = 4096, LongestBlock = 255;

    /// <summary>The file with its first frame only; null where nothing is to be done, or pixels are missing.</summary>
    /// <param name="content">The whole file, of any format.</param>
    public static byte[]? Narrowed(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("GIF8"u8) || GifFrame.Read(content) is not { } frame || frame.DataStart >= content.Length
            || content[frame.DataStart] is not (> 8 and <= Widest))
        {
            return null;
        }
        var pixels = Decoded(Joined(content[(frame.DataStart + 1)..]), content[frame.DataStart], (long)frame.Width * frame.Height);
        return pixels is null ? null : [.. content[..frame.DataStart], .. Encoded(pixels), 0x3B];
    }

    private static byte[] Joined(ReadOnlySpan<byte> blocks)
    {
        var data = new List<byte>(blocks.Length);
        for (; !blocks.IsEmpty && blocks[0] > 0 && blocks[0] < blocks.Length; blocks = blocks[(1 + blocks[0])..])
        {
            data.AddRange(blocks[1..(1 + blocks[0])]);
        }
        return [.. data];
    }

    // GIF89a specification, appendix F.
    private static List<byte>? Decoded(byte[] data, int width, long count)
    {
        var (clear, end) = (1 << width, (1 << width) + 1);
        var (strings, previous, bits, position) = (new List<byte[]>(), (byte[]?)null, width + 1, 0);
        var pixels = new List<byte>();
        while (pixels.Count < count && position + bits <= 8 * data.Length)
        {
            var code = 0;
            for (var bit = 0; bit < bits; bit++, position++)
            {
                code |= (data[position >> 3] >> (position & 7) & 1) << bit;
            }
            if (code == clear)
            {
                (previous, bits) = (null, width + 1);
                strings.Clear();
                continue;
            }
            var known = code - end - 1;
            if (code == end || known > strings.Count || (known >= 0 && previous is null))
            {
                return null;
            }
            byte[] text = code < clear ? [(byte)code] : known < strings.Count ? strings[known] : [.. previous!, previous![0]];
            if (previous is not null && end + 1 + strings.Count < MostCodes)
            {
                strings.Add([.. previous, text[0]]);
                bits += end + 1 + strings.Count == 1 << bits && bits < 12 ? 1 : 0;
            }
            pixels.AddRange(text);
            previous = text;
        }
        return pixels.Count < count ? null : pixels;
    }

    // Each pixel as a code of nine bits; the table is cleared before ten are needed.
    private static IEnumerable<byte> Encoded(List<byte> pixels)
    {
        const int Width = 8, Clear = 256, End = 257, BetweenClears = 250;
        var (data, bits, held) = (new List<byte>(), 0, 0);
        void Put(int code)
        {
            held |= code << bits;
            for (bits += Width + 1; bits >= 8; bits -= 8, held >>= 8)
            {
                data.Add((byte)held);
            }
        }
        for (var i = 0; i < pixels.Count; i++)
        {
            if (i % BetweenClears == 0)
            {
                Put(Clear);
            }
            Put(pixels[i]);
        }
        Put(End);
        data.Add((byte)held);
        return [Width, .. data.Chunk(LongestBlock).SelectMany(block => block.Prepend((byte)block.Length)), 0];
    }
}
