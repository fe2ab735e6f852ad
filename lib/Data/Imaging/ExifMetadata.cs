using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>
/// Reads EXIF data, and finds it in WebP files; for PNG and JPEG, see <see cref="PngMetadata"/> and <see cref="JpegMarkers"/>.
/// </summary>
internal static class ExifMetadata
{
    private const int Longest = 1 << 20;

    /// <summary>The orientation tag of EXIF data (which is in TIFF format): 1 to 8; null where missing or invalid.</summary>
    /// <param name="exif">With or without the prefix <c>Exif\0\0</c>, which belongs into JPEG files but is found in all.</param>
    public static int? Orientation(ReadOnlySpan<byte> exif)
    {
        const int OrientationTag = 0x0112, EntryLength = 12, FirstDirectory = 4;
        exif = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        var isLittleEndian = exif.StartsWith("II"u8);
        if (exif.Length < 8 || Number(exif[FirstDirectory..], 4, isLittleEndian) is var start && start > exif.Length - 2)
        {
            return null;
        }
        var directory = exif[(int)start..];
        var entries = Math.Min(Number(directory, 2, isLittleEndian), (directory.Length - 2) / EntryLength);
        for (var entry = directory[2..]; entries > 0; entries--, entry = entry[EntryLength..])
        {
            if (Number(entry, 2, isLittleEndian) == OrientationTag)
            {
                return Number(entry[8..], 2, isLittleEndian) is >= 1 and <= 8 and var orientation ? (int)orientation : null;
            }
        }
        return null;
    }

    /// <summary>The EXIF chunk of a WebP stream; null for none.</summary>
    /// <param name="stream">Seekable, at the first byte of the file.</param>
    public static byte[]? InWebp(Stream stream)
    {
        const int HeaderLength = 12;
        var chunk = new byte[8];
        stream.Position += HeaderLength;
        while (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
            if (chunk.AsSpan().StartsWith("EXIF"u8))
            {
                return Read(stream, length);
            }
            stream.Position += length + (length & 1);
        }
        return null;
    }

    /// <summary>The next bytes of a stream, or as many as there are; at most a megabyte.</summary>
    public static byte[] Read(Stream stream, uint length)
    {
        var bytes = new byte[Math.Min(Math.Min(length, Longest), Math.Max(0, stream.Length - stream.Position))];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static long Number(ReadOnlySpan<byte> bytes, int length, bool isLittleEndian) => (length, isLittleEndian) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
