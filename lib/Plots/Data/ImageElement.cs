using System.Globalization;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>An image inside a page: its bytes are part of the text, so that an executed notebook or report is one file.</summary>
internal static class ImageElement
{
    private const long EmbeddedFileLimit = 256 * 1024;
    private const int ThumbnailSide = 512;
    private const int ThumbnailQuality = 90;

    /// <summary>An img element.</summary>
    /// <param name="source">A data address.</param>
    /// <param name="description">What stands for the image where it is not seen.</param>
    /// <param name="style">CSS.</param>
    public static string Html(string source, string description, string style) =>
        string.Create(CultureInfo.InvariantCulture, $"<img src=\"{source}\" alt=\"{PlotText.Html(description)}\" style=\"{style}\">");

    /// <summary>Every pixel as it is.</summary>
    public static string Source(RgbImage image) => Data("image/png", ImageCodec.EncodePng(image));

    /// <summary>
    /// A file as it lies on disk where a browser reads it and it is small, so that what is seen is what the network gets;
    /// else a smaller copy.
    /// </summary>
    /// <exception cref="ImageFileException">The file is missing or no image; the message names it.</exception>
    public static string Source(string path) =>
        ImageCodec.Inspect(path).Format is var format && new FileInfo(path).Length <= EmbeddedFileLimit
            ? Data($"image/{format}", File.ReadAllBytes(path))
            : Data("image/webp", ImageCodec.EncodeWebp(Thumbnail(ImageCodec.Read(path)), ThumbnailQuality));

    private static string Data(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    private static RgbImage Thumbnail(RgbImage image)
    {
        var scale = Math.Min(1, ThumbnailSide / (double)Math.Max(image.Width, image.Height));
        var resize = new Resize(Math.Max((int)(image.Width * scale), 1), Math.Max((int)(image.Height * scale), 1));
        return resize.Apply(image, SeededRandom.For());
    }
}
