using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>Information from the marker segments before the first scan of a JPEG stream (ITU-T T.81, annex B).</summary>
/// <param name="Quality">Estimated by <see cref="JpegQuality"/>; null without valid tables.</param>
/// <param name="Subsampling">Null for a grey image or an unusual scheme.</param>
/// <param name="HasExif">True where there is an APP1 segment with EXIF data.</param>
/// <param name="Orientation">1 to 8, from the first such segment; 1 where it has none.</param>
internal sealed record JpegMarkers(int? Quality, ChromaSubsampling? Subsampling, bool HasExif, int Orientation = 1)
{
    private const int StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, QuantizationTables = 0xDB, App1 = 0xE1;

    // From zigzag order to row order.
    private static readonly byte[] Zigzag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>Reads the segments up to the first scan. Never throws on invalid data: what cannot be read is null or false.</summary>
    /// <param name="stream">Seekable, at the first byte of the file; its position afterwards is undefined.</param>
    public static JpegMarkers Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var tables = new int[]?[4];
        (int Horizontal, int Vertical, int Table)[] components = [];
        byte[]? exif = null;
        foreach (var (marker, payload) in Segments(stream))
        {
            switch (marker)
            {
                case QuantizationTables:
                    ReadTables(payload, tables);
                    break;
                case App1:
                    exif ??= payload.AsSpan().StartsWith("Exif\0"u8) ? payload : null;
                    break;
                default:
                    components = ReadComponents(payload);
                    break;
            }
        }
        var orientation = exif is null ? null : ExifMetadata.Orientation(exif);
        return new JpegMarkers(QualityOf(components, tables), SubsamplingOf(components), exif is not null, orientation ?? 1);
    }

    /// <summary>True where the last segment or scan is followed by the end-of-image marker: the file is not truncated.</summary>
    /// <param name="content">The whole file; bytes after the end of the image are ignored.</param>
    public static bool ReachesEnd(ReadOnlySpan<byte> content)
    {
        var rest = content.Length < 2 ? [] : content[2..];
        while (rest.IndexOf((byte)0xFF) is >= 0 and var found)
        {
            rest = rest[found..].TrimStart((byte)0xFF);
            if (rest.IsEmpty || rest[0] == EndOfImage)
            {
                return !rest.IsEmpty;
            }
            // In scans, FF 00 is an escaped FF, and D0 to D7 are restart markers; neither has a length.
            var hasLength = rest[0] is not (0 or 1 or >= 0xD0 and <= 0xD7);
            var skipped = !hasLength ? 1 : rest.Length < 3 ? rest.Length : 1 + BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            rest = rest[Math.Min(skipped, rest.Length)..];
        }
        return false;
    }

    private static IEnumerable<(int Marker, byte[] Payload)> Segments(Stream stream)
    {
        if (stream.ReadByte() != 0xFF || stream.ReadByte() != StartOfImage)
        {
            yield break;
        }
        var length = new byte[2];
        while (stream.ReadByte() == 0xFF)
        {
            int marker;
            do
            {
                marker = stream.ReadByte();
            } while (marker == 0xFF); // fill bytes
            if (marker is < 0 or StartOfScan or EndOfImage || stream.ReadAtLeast(length, 2, throwOnEndOfStream: false) < 2)
            {
                yield break;
            }
            var size = BinaryPrimitives.ReadUInt16BigEndian(length) - 2;
            var next = stream.Position + size;
            if (size < 0 || next > stream.Length)
            {
                yield break;
            }
            if (marker is QuantizationTables or App1 || IsStartOfFrame(marker))
            {
                var payload = new byte[size];
                stream.ReadAtLeast(payload, size, throwOnEndOfStream: false);
                yield return (marker, payload);
            }
            stream.Position = next;
        }
    }

    // C4, C8 and CC, in the same range, are Huffman tables, an extension and arithmetic coding conditions.
    private static bool IsStartOfFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void ReadTables(ReadOnlySpan<byte> payload, int[]?[] tables)
    {
        while (payload.Length > 0)
        {
            var bytesPerEntry = payload[0] >> 4 == 0 ? 1 : 2;
            var identity = payload[0] & 15;
            if (identity >= tables.Length || payload.Length < 1 + 64 * bytesPerEntry)
            {
                return;
            }
            var table = tables[identity] = new int[64];
            for (var i = 0; i < 64; i++)
            {
                var entry = payload[(1 + i * bytesPerEntry)..];
                table[Zigzag[i]] = bytesPerEntry == 1 ? entry[0] : BinaryPrimitives.ReadUInt16BigEndian(entry);
            }
            payload = payload[(1 + 64 * bytesPerEntry)..];
        }
    }

    private static (int Horizontal, int Vertical, int Table)[] ReadComponents(ReadOnlySpan<byte> payload)
    {
        var count = payload.Length < 6 ? 0 : Math.Min(payload[5], (payload.Length - 6) / 3);
        var components = new (int, int, int)[count];
        for (var i = 0; i < count; i++)
        {
            var component = payload.Slice(6 + 3 * i, 3);
            components[i] = (component[1] >> 4, component[1] & 15, component[2]);
        }
        return components;
    }

    private static int? QualityOf((int Horizontal, int Vertical, int Table)[] components, int[]?[] tables)
    {
        var used = components.Select(component => tables.ElementAtOrDefault(component.Table)).ToArray();
        return used is [{ } first, ..] ? JpegQuality.Estimate(first, used.FirstOrDefault(table => table != first)) : null;
    }

    private static ChromaSubsampling? SubsamplingOf((int Horizontal, int Vertical, int Table)[] components)
    {
        if (components is not [var first, var second, var third, ..]
            || (second.Horizontal, second.Vertical) != (third.Horizontal, third.Vertical))
        {
            return null;
        }
        return (first.Horizontal, first.Vertical, second.Horizontal, second.Vertical) switch
        {
            (1, 1, 1, 1) or (2, 2, 2, 2) => ChromaSubsampling.Yuv444,
            (2, 1, 1, 1) or (2, 2, 1, 2) => ChromaSubsampling.Yuv422,
            (2, 2, 1, 1) => ChromaSubsampling.Yuv420,
            (1, 2, 1, 1) or (2, 2, 2, 1) => ChromaSubsampling.Yuv440,
            (4, 1, 1, 1) => ChromaSubsampling.Yuv411,
            _ => null,
        };
    }
}
