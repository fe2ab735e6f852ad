using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Telltale.Data;

/// <summary>EXIF data and orientation of a PNG file. Invalid data is ignored.</summary>
/// <param name="Exif">The content of the eXIf chunk, or of ImageMagick's <c>Raw profile type exif</c>; null for neither.</param>
/// <param name="Orientation">1 to 8, from EXIF or else from XMP, as Pillow does; 1 where neither has it.</param>
internal sealed partial record PngMetadata(byte[]? Exif, int Orientation)
{
    private const int LongestText = 1 << 20;

    /// <summary>Reads all chunks but the pixels.</summary>
    /// <param name="stream">Seekable, at the first byte of the file.</param>
    public static PngMetadata Read(Stream stream)
    {
        byte[]? exif = null, profile = null;
        int? orientation = null;
        foreach (var (kind, content) in Chunks(stream))
        {
            var text = kind == "eXIf" ? null : Text(kind, content);
            exif ??= kind == "eXIf" ? content : null;
            profile ??= text is ("Raw profile type exif", var hexadecimal) ? Profile(hexadecimal) : null;
            orientation ??= text is ("XML:com.adobe.xmp", var xmp) && InXmp().Match(xmp) is { Success: true } match
                ? match.Groups[1].Value[0] - '0' : null;
        }
        exif ??= profile;
        return new(exif, (exif is null ? null : ExifMetadata.Orientation(exif)) ?? (orientation is >= 1 and <= 8 ? orientation.Value : 1));
    }

    private static IEnumerable<(string Kind, byte[] Content)> Chunks(Stream stream)
    {
        const int SignatureLength = 8, ChecksumLength = 4;
        var head = new byte[8];
        stream.Position += SignatureLength;
        while (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            var (length, kind) = (BinaryPrimitives.ReadUInt32BigEndian(head), Encoding.Latin1.GetString(head, 4, 4));
            var next = stream.Position + length + ChecksumLength;
            if (kind is "eXIf" or "tEXt" or "zTXt" or "iTXt")
            {
                yield return (kind, ExifMetadata.Read(stream, length));
            }
            stream.Position = next;
        }
    }

    // PNG specification, 11.3.4: keyword, zero byte, and what depends on the kind of chunk.
    private static (string Keyword, string Text)? Text(string kind, byte[] content)
    {
        var end = Array.IndexOf(content, (byte)0);
        if (end < 0)
        {
            return null;
        }
        var (keyword, rest) = (Encoding.Latin1.GetString(content, 0, end), content.AsMemory(end + 1));
        var isCompressed = kind == "zTXt";
        if (kind == "iTXt" && rest.Length > 2)
        {
            isCompressed = rest.Span[0] == 1;
            rest = rest[2..];
            for (var field = 0; field < 2; field++)
            {
                rest = rest[(rest.Span.IndexOf((byte)0) + 1)..]; // language, translated keyword
            }
        }
        else if (isCompressed && rest.Length > 1)
        {
            rest = rest[1..];
        }
        return (keyword, Encoding.UTF8.GetString(isCompressed ? Inflated(rest) : rest.Span));
    }

    private static ReadOnlySpan<byte> Inflated(ReadOnlyMemory<byte> compressed)
    {
        var text = new byte[LongestText];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            return text.AsSpan(0, stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    // "\nexif\n  1234\n4578…": a name, a length, and hexadecimal digits in lines.
    private static byte[]? Profile(string text)
    {
        var digits = string.Concat(text.Split('\n').Skip(3)).Replace("\r", "", StringComparison.Ordinal).Trim();
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    [GeneratedRegex("tiff:Orientation(?:=\"|>)([0-9])")]
    private static partial Regex InXmp();
}
