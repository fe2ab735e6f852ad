using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Decodes TIFF files; the only class that uses ImageSharp, and for this alone (docs/data.md says why). ImageSharp is given a file that
/// is written here from checked numbers: one directory with the tags it needs, and strips that are known to be complete.
/// </summary>
internal static class TiffCodec
{
    private const int Deflate = 8, OldDeflate = 32946;

    private static readonly Configuration TiffOnly = new(new TiffConfigurationModule())
    {
        // The largest image that is read, with 16 bits in four channels; nothing is kept for later.
        MemoryAllocator = MemoryAllocator.Create(
            new() { MaximumPoolSizeMegabytes = 0, AllocationLimitMegabytes = (int)(ImageCodec.PixelLimit * 8 >> 20) }),
        MaxDegreeOfParallelism = 1,
    };

    /// <summary>The pixels as stored, without orientation.</summary>
    /// <param name="content">The whole file; not changed.</param>
    /// <param name="tiff">Its directory.</param>
    /// <param name="name">For errors.</param>
    /// <param name="refuseTransparency">True to refuse an image with transparent pixels, instead of compositing them over white.</param>
    /// <exception cref="ImageFileException">The file is truncated, corrupt, or transparent although that is refused.</exception>
    public static RgbImage Decode(ArraySegment<byte> content, TiffDirectory tiff, string name, bool refuseTransparency)
    {
        var blocks = tiff.Blocks();
        RefuseShortBlocks(content, tiff, blocks, name);
        try
        {
            var clean = TiffRewriting.Write(content, tiff, blocks, tiff.Compression == OldDeflate ? Deflate : tiff.Compression);
            return tiff.BitsPerSample == 8
                ? Decode<Rgba32>(clean, tiff, name, refuseTransparency, row => MemoryMarshal.AsBytes(row))
                : Decode<Rgba64>(clean, tiff, name, refuseTransparency, HighBytes);
        }
        catch (Exception cause) when (cause is not (ImageFileException or OutOfMemoryException))
        {
            throw Corrupt(name, $"The image data is corrupt ({cause.Message.Split('\n')[0].Trim().TrimEnd('.')}).", cause);
        }
    }

    private delegate ReadOnlySpan<byte> ToBytes<TPixel>(Span<TPixel> row);

    private static RgbImage Decode<TPixel>(
        byte[] clean, TiffDirectory tiff, string name, bool refuseTransparency, ToBytes<TPixel> toBytes)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var decoded = Image.Load<TPixel>(TiffOnly, clean, new TiffDecoder { DecodingMode = FrameDecodingMode.First });
        var image = RgbImage.Rent(tiff.Columns, tiff.Rows);
        decoded.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                // Tiles were stacked as strips; the last ones reach beyond the image.
                var (block, inBlock) = (y / tiff.BlockRows, y % tiff.BlockRows);
                var (left, top) = (block % tiff.BlocksAcross * tiff.BlockColumns, block / tiff.BlocksAcross * tiff.BlockRows + inBlock);
                if (top < tiff.Rows)
                {
                    var width = Math.Min(tiff.BlockColumns, tiff.Columns - left);
                    var target = image.Pixels.AsSpan(3 * (top * tiff.Columns + left), 3 * width);
                    Copy(toBytes(rows.GetRowSpan(y)[..width]), target, tiff.Channels == 4, refuseTransparency, name);
                }
            }
        });
        return image;
    }

    private static void Copy(ReadOnlySpan<byte> rgba, Span<byte> rgb, bool hasAlpha, bool refuseTransparency, string name)
    {
        if (!hasAlpha || PackedPixels.AreOpaque(rgba))
        {
            PackedPixels.DropAlpha(rgba, rgb);
        }
        else if (refuseTransparency)
        {
            throw ImageCodec.Transparent(name);
        }
        else
        {
            PackedPixels.OverWhite(rgba, rgb);
        }
    }

    private static ReadOnlySpan<byte> HighBytes(Span<Rgba64> row)
    {
        var samples = MemoryMarshal.Cast<Rgba64, ushort>(row);
        var high = new byte[samples.Length];
        for (var i = 0; i < high.Length; i++)
        {
            high[i] = (byte)(samples[i] >> 8);
        }
        return high;
    }

    private static void RefuseShortBlocks(ArraySegment<byte> content, TiffDirectory tiff, (int Start, int Length)[] blocks, string name)
    {
        for (var i = 0; i < blocks.Length; i++)
        {
            var (expected, block) = (tiff.DecodedLength(i), content.Slice(blocks[i].Start, blocks[i].Length));
            if (!TiffBlock.Holds(block, tiff.Compression, expected))
            {
                throw Corrupt(name, $"The image is truncated or corrupt: strip or tile {i + 1} of {blocks.Length} has "
                    + $"{block.Count.Invariant("N0")} bytes, which do not hold its {expected.Invariant("N0")} bytes of pixels.");
            }
        }
    }

    private static ImageFileException Corrupt(string name, string problem, Exception? cause = null) =>
        new(name, problem, ImageCodec.AnotherCopy, cause);
}
