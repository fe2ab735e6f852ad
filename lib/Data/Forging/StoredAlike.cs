namespace Telltale.Data.Forging;

/// <summary>
/// How an image made from another is stored: a JPEG as JPEG of its quality and chroma subsampling, any other file as PNG, so that the
/// format does not tell the two apart.
/// </summary>
internal static class StoredAlike
{
    /// <summary>The format of the new file, for its record.</summary>
    /// <param name="record">With headers read.</param>
    public static string Format(ImageRecord record) => IsJpeg(record) ? "jpeg" : "png";

    /// <summary>The extension of the new file, without a dot.</summary>
    /// <param name="record">With headers read.</param>
    public static string Extension(ImageRecord record) => IsJpeg(record) ? "jpg" : "png";

    /// <summary>Encodes an image made from the record's.</summary>
    /// <param name="record">The record of the original; its file is inspected.</param>
    public static Func<RgbImage, byte[]> Encoder(ImageRecord record)
    {
        var header = ImageCodec.Inspect(record.Path);
        if (header.Format != "jpeg" || header.JpegQuality is not { } quality)
        {
            return ImageCodec.EncodePng;
        }
        var subsampling = header.ChromaSubsampling is ChromaSubsampling.Yuv444 or ChromaSubsampling.Yuv422
            ? header.ChromaSubsampling.Value
            : ChromaSubsampling.Yuv420;
        return image => ImageCodec.EncodeJpeg(image, quality, subsampling);
    }

    private static bool IsJpeg(ImageRecord record) => record is { Format: "jpeg", JpegQuality: not null };
}
