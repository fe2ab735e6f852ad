using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

/// <summary>Makes images of a known history, and measures how well a value tells two histories apart.</summary>
internal static class MadeHistory
{
    public static PixelHistory Measured(RgbImage image) => PixelHistory.Of(LumaPlane.Of(image));

    public static RgbImage Jpeg(RgbImage image, int quality) =>
        ImageCodec.Decode(ImageCodec.EncodeJpeg(image, quality), $"a JPEG of quality {quality}");

    public static RgbImage Scaled(RgbImage image, double factor) =>
        new Resize((int)Math.Round(image.Width * factor), (int)Math.Round(image.Height * factor)).Apply(image, SeededRandom.For());

    public static RgbImage Cropped(RgbImage image, int left, int top, int width, int height)
    {
        var part = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            image.Pixels.AsSpan(3 * ((top + y) * image.Width + left), 3 * width).CopyTo(part.Pixels.AsSpan(3 * y * width));
        }
        return part;
    }

    /// <summary>The area under the ROC curve: how often a value of the first exceeds one of the second; ties count half.</summary>
    public static double Auc(IReadOnlyCollection<double> higher, IReadOnlyCollection<double> lower) =>
        higher.Average(one => lower.Average(other => one > other ? 1 : one < other ? 0 : 0.5));
}
