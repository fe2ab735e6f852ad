using SkiaSharp;

namespace Telltale.Data;

public static partial class ImageCodec
{
    /// <summary>Reads the header only. A truncated file can pass here and fail in <see cref="Read"/>.</summary>
    /// <param name="path">The image file.</param>
    /// <exception cref="ImageFileException">The file is missing, empty, too large, or of another format.</exception>
    public static ImageHeader Inspect(string path)
    {
        using var content = ImageFile.Open(path);
        if (InspectRewritten(content, path) is { } rewritten)
        {
            return rewritten;
        }
        using var stream = ImageFile.Open(path); // the codec may close it
        using var codec = SKCodec.Create(stream);
        RefuseUnreadable(codec, path);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var orientation = OrientationOf(codec, content);
        var header = (ExifOrientation.SwapsSides(orientation)
            ? new ImageHeader(height, width, NameOf(codec))
            : new ImageHeader(width, height, NameOf(codec))) with { Orientation = orientation };
        content.Position = 0;
        switch (codec.EncodedFormat)
        {
            case SKEncodedImageFormat.Jpeg:
                var markers = JpegMarkers.Read(content);
                return header with { JpegQuality = markers.Quality, ChromaSubsampling = markers.Subsampling, HasExif = markers.HasExif };
            case SKEncodedImageFormat.Png:
                return header with { HasExif = PngMetadata.Read(content).Exif is not null };
            case SKEncodedImageFormat.Webp:
                return header with { HasExif = ExifMetadata.InWebp(content) is not null };
            default:
                return header;
        }
    }

    // Formats that SkiaSharp does not read from the file as it is.
    private static ImageHeader? InspectRewritten(FileStream content, string path)
    {
        var start = new byte[4];
        content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (TiffDirectory.IsTiff(start))
        {
            var tiff = TiffDirectory.Read(File.ReadAllBytes(content.Name), path);
            return (ExifOrientation.SwapsSides(tiff.Orientation)
                ? new ImageHeader(tiff.Rows, tiff.Columns, "tiff")
                : new ImageHeader(tiff.Columns, tiff.Rows, "tiff")) with { Orientation = tiff.Orientation };
        }
        if (!start.AsSpan().StartsWith("BM"u8) || BmpPalette.Completed(File.ReadAllBytes(content.Name)) is not { } bitmap)
        {
            return null;
        }
        using var codec = SKCodec.Create(new MemoryStream(bitmap));
        RefuseUnreadable(codec, path);
        return new(codec.Info.Width, codec.Info.Height, NameOf(codec));
    }

    // Read here, since the library knows no orientation in PNG, and none in WebP behind the prefix that JPEG needs.
    private static int OrientationOf(SKCodec codec, Stream content)
    {
        content.Position = 0;
        return codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Jpeg => JpegMarkers.Read(content).Orientation,
            SKEncodedImageFormat.Png => PngMetadata.Read(content).Orientation,
            SKEncodedImageFormat.Webp => ExifMetadata.InWebp(content) is { } exif ? ExifMetadata.Orientation(exif) ?? 1 : 1,
            _ => 1,
        };
    }
}
