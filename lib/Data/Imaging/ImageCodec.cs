using System.Buffers;
using SkiaSharp;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Decodes and encodes image files; the only class that uses SkiaSharp (TIFF: <see cref="TiffCodec"/>). Pixel values are used as stored:
/// colour profiles are not applied and JPEGs are not decoded at reduced size, since both would add traces that a detector could exploit.
/// Thread-safe; no native memory outlives a call.
/// </summary>
/// <remarks>
/// Equal to Pillow's <c>convert("RGB")</c> for every format and pixel type, except transparent pixels, which may differ by one level
/// from rounding. Not detected: a JPEG with data missing in the middle and a valid end.
/// </remarks>
/// <example><code>
/// var image = ImageCodec.Read("/photos/a.jpg");
/// var header = ImageCodec.Inspect("/photos/a.jpg");
/// File.WriteAllBytes("/photos/a90.jpg", ImageCodec.EncodeJpeg(image, quality: 90));
/// Console.WriteLine($"{header.Format}, quality {header.JpegQuality}");
/// </code></example>
public static partial class ImageCodec
{
    /// <summary>Larger images are refused before memory is allocated: 200 million pixels, as in the largest camera sensors.</summary>
    public const long PixelLimit = 200_000_000;

    internal const string AnotherCopy = "Copy or download it again, or remove it from the collection.";

    /// <summary>
    /// Decodes a JPEG, PNG, WebP, BMP, GIF or TIFF (first frame) file; the format is recognised by content. Grey and palette images become
    /// RGB, transparent pixels are composited over white, 16-bit samples are reduced to their high byte, CMYK becomes RGB by
    /// (255 − ink)(255 − black)/255, and EXIF orientation is applied.
    /// </summary>
    /// <param name="path">The image file.</param>
    /// <exception cref="ImageFileException">The file is missing, empty, truncated, corrupt, too large, or of another format.</exception>
    public static RgbImage Read(string path) => ReadFile(path, refuseTransparency: false);

    /// <summary>Decodes the content of an image file, as <see cref="Read"/> does.</summary>
    /// <param name="bytes">The whole content; not changed.</param>
    /// <param name="name">Name of the file in error messages.</param>
    /// <exception cref="ImageFileException">The content is empty, truncated, corrupt, too large, or of another format.</exception>
    public static RgbImage Decode(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Decode(new ArraySegment<byte>(bytes), name, refuseTransparency: false);
    }

    /// <summary>As <see cref="Read"/>, but refuses an image with transparent pixels.</summary>
    /// <exception cref="ImageFileException">As for <see cref="Read"/>, or a pixel is transparent.</exception>
    internal static RgbImage ReadOpaque(string path) => ReadFile(path, refuseTransparency: true);

    private static RgbImage ReadFile(string path, bool refuseTransparency)
    {
        using var stream = ImageFile.Open(path);
        var content = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent((int)stream.Length), 0, (int)stream.Length);
        try
        {
            stream.ReadExactly(content);
            return Decode(content, path, refuseTransparency);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content.Array!);
        }
    }

    private static RgbImage Decode(ArraySegment<byte> content, string name, bool refuseTransparency)
    {
        if (TiffDirectory.IsTiff(content))
        {
            var tiff = TiffDirectory.Read(content, name);
            return ExifOrientation.Apply(TiffCodec.Decode(content, tiff, name, refuseTransparency), tiff.Orientation);
        }
        return content is [0xFF, 0xD8, ..] && !JpegMarkers.ReachesEnd(content) ? DecodeUnended(content, name)
            : DecodeBySkia(BmpPalette.Completed(content) ?? GifCodes.Narrowed(content) ?? content, name, refuseTransparency);
    }

    // The library accepts a truncated progressive file and would return a blurred image.
    private static RgbImage DecodeUnended(ArraySegment<byte> content, string name)
    {
        if (JpegEnding.Continued(content) is not [var first, var second])
        {
            throw new ImageFileException(name, "The image is truncated: the file ends before its last scan.", AnotherCopy);
        }
        var (image, other) = (DecodeBySkia(first, name, false), DecodeBySkia(second, name, false));
        RefuseUnlessComplete(
            image.Pixels.AsSpan().SequenceEqual(other.Pixels) ? SKCodecResult.Success : SKCodecResult.IncompleteInput, name);
        return image;
    }

    private static unsafe RgbImage DecodeBySkia(ArraySegment<byte> content, string name, bool refuseTransparency)
    {
        fixed (byte* start = content.AsSpan())
        {
            using var data = SKData.Create((nint)start, content.Count);
            using var codec = SKCodec.Create(data);
            RefuseUnreadable(codec, name);
            if (!DeclaredSize.Fits(content, NameOf(codec), codec.Info.Width, codec.Info.Height))
            {
                throw new ImageFileException(name,
                    $"The header declares {codec.Info.Width.Invariant("N0")} × {codec.Info.Height.Invariant("N0")} pixels, which " +
                $"the {content.Count.Invariant("N0")} bytes of " +
                    "the file cannot hold: it is truncated or corrupt.", AnotherCopy);
            }
            using var stream = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
            var frame = codec.EncodedFormat == SKEncodedImageFormat.Gif ? GifFrame.Read(content) : null;
            return ExifOrientation.Apply(Decode(codec, name, frame, refuseTransparency), OrientationOf(codec, stream));
        }
    }

    private static unsafe RgbImage Decode(SKCodec codec, string name, GifFrame? frame, bool refuseTransparency)
    {
        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        // Without a target colour space, the library does not convert values.
        var alpha = isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        var target = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, null);
        var rgba = ArrayPool<byte>.Shared.Rent(target.BytesSize);
        try
        {
            fixed (byte* start = rgba)
            {
                RefuseUnlessComplete(codec.GetPixels(target, (nint)start), name);
            }
            frame?.Surround(rgba.AsSpan(0, target.BytesSize), target.Width);
            var image = RgbImage.Rent(target.Width, target.Height);
            if (isOpaque || PackedPixels.AreOpaque(rgba.AsSpan(0, target.BytesSize)))
            {
                PackedPixels.DropAlpha(rgba, image.Pixels);
            }
            else if (refuseTransparency)
            {
                throw Transparent(name);
            }
            else
            {
                PackedPixels.OverWhite(rgba, image.Pixels);
            }
            return image;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgba);
        }
    }

    internal static ImageFileException Transparent(string name) =>
        new(name, "It has transparent pixels (alpha).", "Save it without alpha.");

    private static void RefuseUnreadable(SKCodec? codec, string name)
    {
        // The library supports more formats; some, like WBMP, accept nearly any file.
        if (codec is null || NameOf(codec).Length == 0)
        {
            throw new ImageFileException(
                name, "This is not a JPEG, PNG, WebP, BMP, GIF or TIFF image, or its header is corrupt.", AnotherCopy);
        }
        var pixels = (long)codec.Info.Width * codec.Info.Height;
        if (pixels > PixelLimit)
        {
            throw new ImageFileException(
                name,
                $"The header declares {codec.Info.Width.Invariant("N0")} × {codec.Info.Height.Invariant("N0")} = " +
                $"{pixels.Invariant("N0")} pixels; the limit is {PixelLimit.Invariant("N0")}.",
                "If the file is valid, cut it into smaller images; otherwise remove it from the collection.");
        }
    }

    private static void RefuseUnlessComplete(SKCodecResult result, string name)
    {
        if (result != SKCodecResult.Success)
        {
            var problem = result == SKCodecResult.IncompleteInput
                ? "The image is truncated: the file ends before its last pixel."
                : $"The image data is corrupt ({result}).";
            throw new ImageFileException(name, problem, AnotherCopy);
        }
    }

    private static string NameOf(SKCodec codec) => codec.EncodedFormat switch
    {
        SKEncodedImageFormat.Jpeg => "jpeg",
        SKEncodedImageFormat.Png => "png",
        SKEncodedImageFormat.Webp => "webp",
        SKEncodedImageFormat.Bmp => "bmp",
        SKEncodedImageFormat.Gif => "gif",
        _ => "",
    };
}
