using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// The first image of a TIFF file (TIFF 6.0, Adobe 1992), checked: every number that decoding depends on is known to be sound, and every
/// strip or tile lies within the file and can hold its pixels. What the decoder cannot do exactly is refused by name.
/// </summary>
internal sealed class TiffDirectory
{
    private const int Subfile = 254, Width = 256, Height = 257, Bits = 258, CompressionTag = 259, PhotometricTag = 262, FillOrder = 266,
        StripOffsets = 273, OrientationTag = 274, Samples = 277, RowsPerStrip = 278, StripCounts = 279, Planes = 284,
        PredictorTag = 317, TileWidth = 322, TileHeight = 323, TileOffsets = 324, TileCounts = 325, ExtraSamples = 338, SampleFormat = 339;

    private readonly TiffTags tags;

    private TiffDirectory(TiffTags tags, string name)
    {
        this.tags = tags;
        (Columns, Rows) = (tags.Size(Width), tags.Size(Height));
        if ((long)Columns * Rows > ImageCodec.PixelLimit)
        {
            throw tags.Corrupt($"The header declares {Columns.Invariant("N0")} × {Rows.Invariant("N0")} = "
                + $"{((long)Columns * Rows).Invariant("N0")} pixels; "
                + $"the limit is {ImageCodec.PixelLimit.Invariant("N0")}.");
        }
        Channels = tags.Number(Samples, 1);
        Compression = tags.Number(CompressionTag, 1);
        Photometric = tags.Number(PhotometricTag, -1);
        IsPlanar = tags.Number(Planes, 1) == 2;
        Predictor = tags.Number(PredictorTag, 1);
        Orientation = tags.Number(OrientationTag, 1);
        IsTiled = tags.Has(TileWidth);
        BitsPerSample = tags.Number(Bits, 1);
        if (Unsupported() is { } kind)
        {
            throw new ImageFileException(name, $"This is a TIFF image {kind}, which cannot be read.",
                "Save it as PNG, or as TIFF with 8-bit grey, RGB or RGBA and no, LZW, deflate or PackBits compression.");
        }
        (BlockColumns, BlockRows) = IsTiled ? (tags.Size(TileWidth), tags.Size(TileHeight))
            : (Columns, Math.Min(tags.Has(RowsPerStrip) ? tags.Size(RowsPerStrip) : Rows, Rows));
        if (PaddedPixels > ImageCodec.PixelLimit)
        {
            throw tags.Corrupt($"Its tiles have {PaddedPixels.Invariant("N0")} pixels together; "
                + $"the limit is {ImageCodec.PixelLimit.Invariant("N0")}.");
        }
    }

    /// <summary>Columns as stored, at least 1.</summary>
    public int Columns { get; }

    /// <summary>Rows as stored, at least 1.</summary>
    public int Rows { get; }

    /// <summary>1 (grey), 3 (RGB) or 4 (RGBA with straight alpha).</summary>
    public int Channels { get; }

    /// <summary>8 or 16.</summary>
    public int BitsPerSample { get; }

    /// <summary>TIFF's number of the compression: 1, 5, 8 (also for 32946) or 32773.</summary>
    public int Compression { get; }

    /// <summary>TIFF's number of the colour space: 0 (grey, white is zero), 1 (grey) or 2 (RGB).</summary>
    public int Photometric { get; }

    /// <summary>1, or 2 for horizontal differences.</summary>
    public int Predictor { get; }

    /// <summary>As in EXIF; 1 where missing.</summary>
    public int Orientation { get; }

    /// <summary>True where each channel has strips or tiles of its own.</summary>
    public bool IsPlanar { get; }

    /// <summary>True for tiles, false for strips.</summary>
    public bool IsTiled { get; }

    /// <summary>True where numbers are stored with the low byte first.</summary>
    public bool IsLittleEndian => tags.IsLittleEndian;

    /// <summary>Columns of a strip or tile; tiles at the right edge are padded.</summary>
    public int BlockColumns { get; }

    /// <summary>Rows of a strip or tile; the last strip may have fewer, tiles at the bottom are padded.</summary>
    public int BlockRows { get; }

    /// <summary>Strips or tiles from left to right.</summary>
    public int BlocksAcross => 1 + (Columns - 1) / BlockColumns;

    /// <summary>Strips or tiles from top to bottom.</summary>
    public int BlocksDown => 1 + (Rows - 1) / BlockRows;

    // With what pads the tiles at the right and at the bottom.
    private long PaddedPixels => (long)BlockColumns * BlockRows * (IsTiled ? (long)BlocksAcross * BlocksDown : 1);

    /// <summary>Reads and checks the directory; the pixels are not touched.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">For errors.</param>
    /// <exception cref="ImageFileException">The directory is damaged or cut off, or the kind of image is not supported.</exception>
    public static TiffDirectory Read(ArraySegment<byte> content, string name) => new(TiffTags.Read(content, name), name);

    /// <summary>True for a file that begins as a TIFF or BigTIFF file.</summary>
    public static bool IsTiff(ReadOnlySpan<byte> content) => content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8)
        || content.StartsWith("II+\0"u8) || content.StartsWith("MM\0+"u8);

    /// <summary>Start and length of each strip or tile, in TIFF's order: from left to right, top to bottom, plane by plane.</summary>
    /// <exception cref="ImageFileException">One lies outside the file, or is missing.</exception>
    public (int Start, int Length)[] Blocks()
    {
        var count = (long)BlocksAcross * BlocksDown * (IsPlanar ? Channels : 1);
        var starts = tags.Numbers(IsTiled ? TileOffsets : StripOffsets);
        var lengths = tags.Numbers(IsTiled ? TileCounts : StripCounts);
        var kind = IsTiled ? "tiles" : "strips";
        if (starts.Length != count || lengths.Length != count)
        {
            throw tags.Corrupt($"It has {starts.Length} offsets and {lengths.Length} lengths for its {count} {kind}.");
        }
        foreach (var (start, length) in starts.Zip(lengths))
        {
            if (start + length > tags.FileLength)
            {
                throw tags.Corrupt($"The image is truncated: one of its {kind} ends at byte {(start + length).Invariant("N0")}, "
                    + $"the file at {tags.FileLength.Invariant("N0")}.");
            }
        }
        return [.. starts.Zip(lengths, (start, length) => ((int)start, (int)length))];
    }

    /// <summary>Bytes that a strip or tile has after decompression.</summary>
    /// <param name="index">Its place in the order of <see cref="Blocks"/>.</param>
    public long DecodedLength(int index)
    {
        var row = index / BlocksAcross % BlocksDown;
        var rows = IsTiled ? BlockRows : Math.Min(BlockRows, Rows - row * BlockRows);
        return (long)rows * BlockColumns * (IsPlanar ? 1 : Channels) * (BitsPerSample / 8);
    }

    // The name of what the decoder does not read, or not exactly as Pillow.
    private string? Unsupported()
    {
        var format = tags.Number(SampleFormat, 1);
        return Compression switch
        {
            1 or 5 or 8 or 32773 or 32946 => null,
            2 or 3 or 4 => "with fax compression",
            6 or 7 => "with JPEG compression",
            34712 => "with JPEG 2000 compression",
            34925 => "with LZMA compression",
            50000 => "with Zstandard compression",
            50001 => "with WebP compression",
            _ => $"with compression {Compression}",
        } ?? Photometric switch
        {
            0 or 1 or 2 => null,
            3 => "with a palette",
            4 => "with a transparency mask only",
            5 => "in CMYK",
            6 => "in YCbCr",
            8 or 9 or 10 => "in L*a*b*",
            32803 => "with raw sensor data",
            _ => $"with the colour space {Photometric}",
        } ?? ((tags.Number(Subfile, 0) & 1) == 1 ? "with a preview as its first image"
            : format != 1 ? format == 3 ? "with floating-point samples" : $"with samples of format {format}"
            : BitsPerSample is not (8 or 16) || tags.Numbers(Bits).Any(bits => bits != BitsPerSample) ? "with samples of "
                + $"{string.Join(", ", tags.Numbers(Bits).DefaultIfEmpty(1u).Take(4))} bits"
            : Predictor is not (1 or 2) ? $"with predictor {Predictor}"
            : tags.Number(FillOrder, 1) != 1 ? "with reversed bits"
            : tags.Number(Planes, 1) is not (1 or 2) ? $"with planar configuration {tags.Number(Planes, 1)}"
            : (Channels, Photometric, Extra: tags.Number(ExtraSamples, -1), BitsPerSample) switch
            {
                (1, 0 or 1, -1, _) or (3, 2, -1, _) or (4, 2, 2, 8) => null,
                (4, 2, 1, _) => "with premultiplied alpha",
                (4, 2, 2, _) => "with RGB and alpha of 16 bits",
                (2, 0 or 1, _, _) => "with grey and alpha",
                _ => $"with {Channels} channels, of which one is unspecified or does not fit the colour space",
            });
    }
}
