using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>Completes the palette of an OS/2 bitmap that has fewer colours than its bits allow, which SkiaSharp refuses.</summary>
internal static class BmpPalette
{
    private const int FileHeader = 14, OldHeader = 12, BytesPerColour = 3, OffsetOfPixels = 10, OffsetOfBits = 24;

    /// <summary>The file with a full palette, the new colours black; null where nothing is missing.</summary>
    /// <param name="content">The whole file, of any format.</param>
    public static byte[]? Completed(ReadOnlySpan<byte> content)
    {
        const int Palette = FileHeader + OldHeader;
        if (content.Length < Palette || !content.StartsWith("BM"u8) || content[FileHeader] != OldHeader || content[OffsetOfBits] > 8)
        {
            return null;
        }
        var pixels = BinaryPrimitives.ReadInt32LittleEndian(content[OffsetOfPixels..]);
        var missing = Palette + (BytesPerColour << content[OffsetOfBits]) - pixels;
        if (missing <= 0 || pixels < Palette || pixels > content.Length)
        {
            return null;
        }
        byte[] completed = [.. content[..pixels], .. new byte[missing], .. content[pixels..]];
        BinaryPrimitives.WriteInt32LittleEndian(completed.AsSpan(2), completed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(completed.AsSpan(OffsetOfPixels), pixels + missing);
        return completed;
    }
}
