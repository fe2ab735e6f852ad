using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>Looks for EXIF data in the containers that are not JPEG; <see cref="JpegMarkers"/> does so for JPEG.</summary>
internal static class ExifMetadata
{
    /// <summary>True where a PNG stream has an eXIf chunk. Never fails on garbage.</summary>
    /// <param name="stream">Seekable, at the first byte of the file.</param>
    public static bool InPng(Stream stream)
    {
        const int signatureLength = 8, checksumLength = 4;
        var chunk = new byte[8];
        stream.Position += signatureLength;
        while (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length)
        {
            if (chunk.AsSpan(4).SequenceEqual("eXIf"u8))
            {
                return true;
            }
            stream.Position += BinaryPrimitives.ReadUInt32BigEndian(chunk) + checksumLength;
        }
        return false;
    }

    /// <summary>True where the extended header of a WebP stream announces EXIF data. Never fails on garbage.</summary>
    /// <param name="stream">Seekable, at the first byte of the file.</param>
    public static bool InWebp(Stream stream)
    {
        const int extendedHeader = 12, flags = 20, exifFlag = 0x08;
        var header = new byte[flags + 1];
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.AsSpan(extendedHeader).StartsWith("VP8X"u8)
            && (header[flags] & exifFlag) != 0;
    }
}
