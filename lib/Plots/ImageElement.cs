using System.Globalization;
using Telltale.Data;

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

    /// <summary>Means over squares of pixels: the smallest whole factor that fits.</summary>
    private static RgbImage Thumbnail(RgbImage image)
    {
        var factor = (Math.Max(image.Width, image.Height) + ThumbnailSide - 1) / ThumbnailSide;
        if (factor == 1)
        {
            return image;
        }
        var small = new RgbImage(Math.Max(image.Width / factor, 1), Math.Max(image.Height / factor, 1));
        for (var i = 0; i < small.Pixels.Length; i++)
        {
            var (row, column, channel) = (i / 3 / small.Width * factor, i / 3 % small.Width * factor, i % 3);
            small.Pixels[i] = Mean(image, row, column, Math.Min(factor, Math.Min(image.Width, image.Height)), channel);
        }
        return small;
    }

    private static byte Mean(RgbImage image, int row, int column, int side, int channel)
    {
        var sum = 0;
        for (var y = row; y < row + side; y++)
        {
            for (var x = column; x < column + side; x++)
            {
                sum += image.Pixels[(y * image.Width + x) * 3 + channel];
            }
        }
        return (byte)((sum + side * side / 2) / (side * side));
    }
}
