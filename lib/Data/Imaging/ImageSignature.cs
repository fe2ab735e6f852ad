using System.Text;

namespace Telltale.Data;

/// <summary>Recognises image files by their first bytes, whatever their names say.</summary>
internal static class ImageSignature
{
    /// <summary>The formats that <see cref="ImageCodec"/> reads.</summary>
    private static readonly HashSet<string> Readable = ["JPEG", "PNG", "WebP", "BMP", "GIF", "TIFF"];

    // Where two signatures begin alike, the longer one comes first.
    private static readonly (string Format, int Offset, byte[] Bytes)[] Signatures =
    [
        ("JPEG", 0, [0xFF, 0xD8, 0xFF]),
        ("PNG", 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("GIF", 0, "GIF8"u8.ToArray()),
        ("TIFF", 0, [0x49, 0x49, 0x2A, 0x00]), ("TIFF", 0, [0x4D, 0x4D, 0x00, 0x2A]), ("BigTIFF", 0, [0x49, 0x49, 0x2B, 0x00]),
        ("BigTIFF", 0, [0x4D, 0x4D, 0x00, 0x2B]),
        ("JPEG XL", 0, [0xFF, 0x0A]), ("JPEG XL", 4, "JXL "u8.ToArray()),
        ("JPEG 2000", 4, "jP  "u8.ToArray()), ("JPEG 2000", 0, [0xFF, 0x4F, 0xFF, 0x51]),
        ("Photoshop", 0, "8BPS"u8.ToArray()),
        ("OpenEXR", 0, [0x76, 0x2F, 0x31, 0x01]),
    ];

    /// <summary>The name of the format, for messages; null for a file that is no known image.</summary>
    /// <param name="path">An existing file.</param>
    public static string? Of(string path)
    {
        Span<byte> start = stackalloc byte[64];
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return Of(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)], stream.Length);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True for a format that the kit decodes.</summary>
    public static bool IsReadable(string? format) => format is not null && Readable.Contains(format);

    private static string? Of(ReadOnlySpan<byte> start, long length)
    {
        foreach (var (format, offset, bytes) in Signatures)
        {
            if (start.Length >= offset + bytes.Length && start.Slice(offset, bytes.Length).SequenceEqual(bytes))
            {
                return format;
            }
        }
        return Riff(start) ?? IsoMedia(start) ?? Bitmap(start, length);
    }

    private static string? Riff(ReadOnlySpan<byte> start) =>
        start.StartsWith("RIFF"u8) && start.Length >= 12 && start.Slice(8, 4).SequenceEqual("WEBP"u8) ? "WebP" : null;

    /// <summary>HEIF and its relatives: a box "ftyp" with the brands of the format.</summary>
    private static string? IsoMedia(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12 || !start.Slice(4, 4).SequenceEqual("ftyp"u8))
        {
            return null;
        }
        var brands = Encoding.ASCII.GetString(start[8..]);
        return brands.Contains("avi", StringComparison.Ordinal) ? "AVIF"
            : brands.Contains("hei", StringComparison.Ordinal) || brands.Contains("hev", StringComparison.Ordinal)
                || brands.StartsWith("mif1", StringComparison.Ordinal) || brands.StartsWith("msf1", StringComparison.Ordinal) ? "HEIC"
            : null;
    }

    /// <summary>BM alone begins many texts; the length of the header that follows is one of a few.</summary>
    private static string? Bitmap(ReadOnlySpan<byte> start, long length) =>
        start.Length >= 18 && start.StartsWith("BM"u8) && length >= 26 && start[14] is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124
            && start[15] == 0 && start[16] == 0 && start[17] == 0
            ? "BMP"
            : null;
}
