using System.Globalization;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>Images embedded in HTML as data URLs, so that an executed notebook or report is a single file.</summary>
internal static class ImageElement
{
    private const long EmbeddedFileLimit = 8 * 1024;
    private const int LosslessPixels = 64 * 64;
    private const int ThumbnailSide = 512;
    private const int ViewQuality = 80;

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

    /// <summary>
    /// An image that is looked at rather than measured, as a data URL a tenth as large: WebP of quality 80. Small images lose nothing.
    /// </summary>
    public static string View(RgbImage image) =>
        FitsWebp(image) && image.Width * image.Height > LosslessPixels
            ? Data("image/webp", ImageCodec.EncodeWebp(image, ViewQuality))
            : Source(image);

    /// <summary>
    /// A file that is looked at, as a data URL: its own bytes if they are few, otherwise a copy of at most 512 pixels a side.
    /// </summary>
    /// <exception cref="ImageFileException">The file is missing or not an image; the message names it.</exception>
    public static string View(string path) =>
        ImageCodec.Inspect(path).Format is var format && new FileInfo(path).Length <= EmbeddedFileLimit
            ? Data($"image/{format}", File.ReadAllBytes(path))
            : View(Reduced(ImageCodec.Read(path), ThumbnailSide));

    /// <summary>The image itself, or a smaller copy where its longest side exceeds a limit.</summary>
    public static RgbImage Reduced(RgbImage image, int longestSide)
    {
        var scale = longestSide / (double)Math.Max(image.Width, image.Height);
        return scale >= 1 ? image : new Resize(Math.Max((int)(image.Width * scale), 1), Math.Max((int)(image.Height * scale), 1))
            .Apply(image, SeededRandom.For());
    }

    private static bool FitsWebp(RgbImage image) => Math.Max(image.Width, image.Height) <= ImageCodec.LongestWebpSide;

    private static string Data(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";
}
