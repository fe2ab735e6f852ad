using System.Buffers;
using SkiaSharp;

namespace Telltale.Data;

public static partial class ImageCodec
{
    /// <summary>The longest side in pixels that WebP can hold.</summary>
    internal const int LongestWebpSide = 16_383;

    /// <summary>Encodes as baseline JPEG with libjpeg's standard quantization tables.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">1 (small) to 100.</param>
    /// <param name="subsampling">4:4:4, 4:2:2 or 4:2:0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is out of range, or the subsampling is read-only.</exception>
    public static byte[] EncodeJpeg(RgbImage image, int quality, ChromaSubsampling subsampling = ChromaSubsampling.Yuv420)
    {
        RefuseQuality(quality);
        var downsample = subsampling switch
        {
            ChromaSubsampling.Yuv444 => SKJpegEncoderDownsample.Downsample444,
            ChromaSubsampling.Yuv422 => SKJpegEncoderDownsample.Downsample422,
            ChromaSubsampling.Yuv420 => SKJpegEncoderDownsample.Downsample420,
            _ => throw new ArgumentOutOfRangeException(nameof(subsampling), subsampling, "Only Yuv444, Yuv422 and Yuv420 can be written."),
        };
        var options = new SKJpegEncoderOptions(quality, downsample, SKJpegEncoderAlphaOption.Ignore);
        return Encode(image, pixels => pixels.Encode(options));
    }

    /// <summary>Encodes as lossy WebP (always 4:2:0).</summary>
    /// <param name="image">The image, at most 16,383 pixels per side.</param>
    /// <param name="quality">1 (small) to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is out of range.</exception>
    public static byte[] EncodeWebp(RgbImage image, int quality)
    {
        RefuseQuality(quality);
        var options = new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality);
        return Encode(image, pixels => pixels.Encode(options));
    }

    /// <summary>Encodes as PNG: lossless, 8 bits per channel.</summary>
    /// <param name="image">The image.</param>
    public static byte[] EncodePng(RgbImage image)
    {
        var options = new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, zLibLevel: 6);
        return Encode(image, pixels => pixels.Encode(options));
    }

    /// <summary>Encodes as lossless WebP, which is about a third smaller than PNG.</summary>
    /// <param name="image">The image, at most <see cref="LongestWebpSide"/> pixels per side.</param>
    internal static byte[] EncodeLosslessWebp(RgbImage image)
    {
        // The quality is the effort here; 100 takes seconds.
        var options = new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, quality: 75);
        return Encode(image, pixels => pixels.Encode(options));
    }

    private static unsafe byte[] Encode(RgbImage image, Func<SKPixmap, SKData?> encode)
    {
        ArgumentNullException.ThrowIfNull(image);
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, null);
        var rgba = ArrayPool<byte>.Shared.Rent(info.BytesSize);
        try
        {
            PackedPixels.AddAlpha(image.Pixels, rgba);
            fixed (byte* start = rgba)
            {
                using var pixels = new SKPixmap(info, (nint)start);
                using var data = encode(pixels);
                return data?.ToArray() ?? throw new ArgumentException(
                    $"An image of {image.Width} × {image.Height} pixels is too large for this format.", nameof(image));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgba);
        }
    }

    private static void RefuseQuality(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
    }
}
