using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>Finds EXIF data in PNG and WebP files; for JPEG, see <see cref="JpegMarkers"/>. Invalid data is ignored.</summary>
internal static class ExifMetadata
{
    /// <summary>The content of a PNG's eXIf chunk; null for none.</summary>
    /// <param name="stream">Seekable, at the first byte of the file.</param>
    public static byte[]? InPng(Stream stream)
    {
        const int SignatureLength = 8, ChecksumLength = 4, Longest = 1 << 20;
        var chunk = new byte[8];
        stream.Position += SignatureLength;
        while (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk.AsSpan(4).SequenceEqual("eXIf"u8))
            {
                var exif = new byte[Math.Min(length, Longest)];
                return exif[..stream.ReadAtLeast(exif, exif.Length, throwOnEndOfStream: false)];
            }
            stream.Position += length + ChecksumLength;
        }
        return null;
    }

    /// <summary>The orientation tag of EXIF data (which is in TIFF format): 1 to 8; 1 where upright or missing.</summary>
    public static int Orientation(ReadOnlySpan<byte> exif)
    {
        const int OrientationTag = 0x0112, EntryLength = 12, FirstDirectory = 4;
        var isLittleEndian = exif.StartsWith("II"u8);
        if (exif.Length < 8 || Number(exif[FirstDirectory..], 4, isLittleEndian) is var start && start > exif.Length - 2)
        {
            return 1;
        }
        var directory = exif[(int)start..];
        var entries = Math.Min(Number(directory, 2, isLittleEndian), (directory.Length - 2) / EntryLength);
        for (var entry = directory[2..]; entries > 0; entries--, entry = entry[EntryLength..])
        {
            if (Number(entry, 2, isLittleEndian) == OrientationTag)
            {
                return Number(entry[8..], 2, isLittleEndian) is >= 1 and <= 8 and var orientation ? (int)orientation : 1;
            }
        }
        return 1;
    }

    private static long Number(ReadOnlySpan<byte> bytes, int length, bool isLittleEndian) => (length, isLittleEndian) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };

    /// <summary>True where the extended header of a WebP stream declares EXIF data.</summary>
    /// <param name="stream">Seekable, at the first byte of the file.</param>
    public static bool InWebp(Stream stream)
    {
        const int ExtendedHeader = 12, Flags = 20, ExifFlag = 0x08;
        var header = new byte[Flags + 1];
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.AsSpan(ExtendedHeader).StartsWith("VP8X"u8)
            && (header[Flags] & ExifFlag) != 0;
    }
}
