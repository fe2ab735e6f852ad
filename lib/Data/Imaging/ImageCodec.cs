using System.Buffers;
using SkiaSharp;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Decodes and encodes image files; the only class that uses SkiaSharp. Pixel values are used as stored: colour profiles are not applied
/// and JPEGs are not decoded at reduced size, since both would add traces that a detector could exploit. Thread-safe; no native memory
/// outlives a call.
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

    private const string AnotherCopy = "Copy or download it again, or remove it from the collection.";

    /// <summary>
    /// Decodes a JPEG, PNG, WebP, BMP or GIF (first frame) file; the format is recognised by content. Grey and palette images become
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

    private static unsafe RgbImage Decode(ArraySegment<byte> content, string name, bool refuseTransparency)
    {
        fixed (byte* start = content.AsSpan())
        {
            using var data = SKData.Create((nint)start, content.Count);
            using var codec = SKCodec.Create(data);
            RefuseUnreadable(codec, name);
            if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && !JpegMarkers.ReachesEnd(content))
            {
                // The library accepts a truncated progressive file and would return a blurred image.
                RefuseUnlessComplete(SKCodecResult.IncompleteInput, name);
            }
            using var stream = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
            return ExifOrientation.Apply(Decode(codec, name, refuseTransparency), OrientationOf(codec, stream));
        }
    }

    /// <summary>Reads the header only. A truncated file can pass here and fail in <see cref="Read"/>.</summary>
    /// <param name="path">The image file.</param>
    /// <exception cref="ImageFileException">The file is missing, empty, too large, or of another format.</exception>
    public static ImageHeader Inspect(string path)
    {
        using var stream = ImageFile.Open(path);
        using var codec = SKCodec.Create(stream);
        RefuseUnreadable(codec, path);
        using var content = ImageFile.Open(path); // the codec may have closed the first
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var header = ExifOrientation.SwapsSides(OrientationOf(codec, content))
            ? new ImageHeader(height, width, NameOf(codec))
            : new ImageHeader(width, height, NameOf(codec));
        content.Position = 0;
        switch (codec.EncodedFormat)
        {
            case SKEncodedImageFormat.Jpeg:
                var markers = JpegMarkers.Read(content);
                return header with { JpegQuality = markers.Quality, ChromaSubsampling = markers.Subsampling, HasExif = markers.HasExif };
            case SKEncodedImageFormat.Png:
                return header with { HasExif = ExifMetadata.InPng(content) is not null };
            case SKEncodedImageFormat.Webp:
                return header with { HasExif = ExifMetadata.InWebp(content) };
            default:
                return header;
        }
    }

    // The library reads the orientation of JPEG and WebP files, but not of PNG files.
    private static int OrientationOf(SKCodec codec, Stream content)
    {
        content.Position = 0;
        return codec.EncodedFormat == SKEncodedImageFormat.Png && ExifMetadata.InPng(content) is { } exif
            ? ExifMetadata.Orientation(exif)
            : (int)codec.EncodedOrigin;
    }

    private static unsafe RgbImage Decode(SKCodec codec, string name, bool refuseTransparency)
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
            var image = RgbImage.Rent(target.Width, target.Height);
            if (isOpaque || PackedPixels.AreOpaque(rgba.AsSpan(0, target.BytesSize)))
            {
                PackedPixels.DropAlpha(rgba, image.Pixels);
            }
            else if (refuseTransparency)
            {
                throw new ImageFileException(name, "It has transparent pixels (alpha).", "Save it without alpha.");
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

    private static void RefuseUnreadable(SKCodec? codec, string name)
    {
        // The library supports more formats; some, like WBMP, accept nearly any file.
        if (codec is null || NameOf(codec).Length == 0)
        {
            throw new ImageFileException(name, "This is not a JPEG, PNG, WebP, BMP or GIF image, or its header is corrupt.", AnotherCopy);
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
