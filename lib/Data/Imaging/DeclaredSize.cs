using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>
/// Compares the size that a header declares with what its file can hold at most, so that a few bytes do not take a gigabyte. TIFF files
/// are checked strip by strip in <see cref="TiffCodec"/>.
/// </summary>
internal static class DeclaredSize
{
    // Smaller images take little memory, whatever their file holds.
    private const long AlwaysRead = 4_000_000;

    /// <summary>False where the file is too short for its pixels in any encoding of its format.</summary>
    /// <param name="content">The whole file, with a readable header.</param>
    /// <param name="format">jpeg, png, webp, bmp or gif.</param>
    /// <param name="width">Declared columns.</param>
    /// <param name="height">Declared rows.</param>
    public static bool Fits(ReadOnlySpan<byte> content, string format, int width, int height)
    {
        var (pixels, length) = ((long)width * height, (long)content.Length);
        return pixels <= AlwaysRead || format switch
        {
            // A bit for the DC coefficient of every block of 8 × 8 in at least one component; half of it, for unusual subsampling.
            "jpeg" => length >= pixels / (8 * 8 * 8 * 2),
            "png" => length * 1032 >= height * (1 + PngRow(content, width)), // deflate, RFC 1951: 258 bytes in two bits
            "gif" => length * 4096 >= pixels, // a code of 12 bits stands for at most 4,096 pixels
            "bmp" => length * (IsRunLength(content) ? 128 : 1) >= (IsRunLength(content) ? pixels : height * BmpRow(content, width)),
            // Lossy: at least a bit for every block of 16 × 16. A lossless image of one colour has no size.
            "webp" => content.Length < 16 || content[15] != ' ' || length * 8 >= pixels / (16 * 16),
            _ => true,
        };
    }

    private static long PngRow(ReadOnlySpan<byte> content, int width)
    {
        if (content.Length < 26)
        {
            return 0;
        }
        var channels = content[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return (long)width * channels * content[24] / 8;
    }

    // The old header has its fields in two bytes.
    private static long BmpRow(ReadOnlySpan<byte> content, int width)
    {
        var bits = content.Length < 30 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(content[(content[14] == 12 ? 24 : 28)..]);
        return (long)width * bits / 8;
    }

    private static bool IsRunLength(ReadOnlySpan<byte> content) => content.Length > 30 && content[14] != 12 && content[30] is 1 or 2;
}
