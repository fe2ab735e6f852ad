using System.Globalization;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>Images embedded in HTML as data URLs, so that an executed notebook or report is a single file.</summary>
internal static class ImageElement
{
    private const long EmbeddedFileLimit = 256 * 1024;
    private const int ThumbnailSide = 512;
    private const int ViewQuality = 90;

    /// <summary>An img element.</summary>
    /// <param name="source">A data URL.</param>
    /// <param name="description">The alternative text.</param>
    /// <param name="style">CSS.</param>
    public static string Html(string source, string description, string style) =>
        string.Create(CultureInfo.InvariantCulture, $"<img src=\"{source}\" alt=\"{PlotText.Html(description)}\" style=\"{style}\">");

    /// <summary>An image as a lossless data URL.</summary>
    public static string Source(RgbImage image) =>
        FitsWebp(image)
            ? Data("image/webp", ImageCodec.EncodeLosslessWebp(image))
            : Data("image/png", ImageCodec.EncodePng(image));

    /// <summary>An image that is looked at rather than measured, as a data URL a fifth as large: WebP of quality 90.</summary>
    public static string View(RgbImage image) =>
        FitsWebp(image)
            ? Data("image/webp", ImageCodec.EncodeWebp(image, ViewQuality))
            : Source(image);

    /// <summary>
    /// A file as a data URL: its own bytes if it is small, so that the page shows what the network sees; otherwise a smaller copy.
    /// </summary>
    /// <exception cref="ImageFileException">The file is missing or not an image; the message names it.</exception>
    public static string Source(string path) =>
        ImageCodec.Inspect(path).Format is var format && new FileInfo(path).Length <= EmbeddedFileLimit
            ? Data($"image/{format}", File.ReadAllBytes(path))
            : Data("image/webp", ImageCodec.EncodeWebp(Thumbnail(ImageCodec.Read(path)), ViewQuality));

    private static bool FitsWebp(RgbImage image) => Math.Max(image.Width, image.Height) <= ImageCodec.LongestWebpSide;

    private static string Data(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    private static RgbImage Thumbnail(RgbImage image)
    {
        var scale = Math.Min(1, ThumbnailSide / (double)Math.Max(image.Width, image.Height));
        var resize = new Resize(Math.Max((int)(image.Width * scale), 1), Math.Max((int)(image.Height * scale), 1));
        return resize.Apply(image, SeededRandom.For());
    }
}
