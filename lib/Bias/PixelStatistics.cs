using Telltale.Data;

namespace Telltale.Bias;

/// <summary>Statistics of an image's pixels that do not depend on its content.</summary>
/// <param name="Brightness">Mean luma (ITU-R BT.601), 0 = black to 1 = white.</param>
/// <param name="Saturation">Mean of HSV's saturation, 0 = grey to 1.</param>
/// <param name="GreyShare">Share of pixels whose channels lie within <see cref="GreyTolerance"/> levels of each other, 0 to 1.</param>
/// <param name="Noise">
/// Standard deviation of the noise in levels of 255, estimated with a mask that cancels edges (Immerkær, Computer Vision and Image
/// Understanding 1996); NaN below 3 × 3 pixels.
/// </param>
/// <param name="Sharpness">
/// Variance of the Laplacian of the luma in levels squared (Pech-Pacheco et al., ICPR 2000); NaN below 3 × 3 pixels.
/// </param>
internal sealed record PixelStatistics(double Brightness, double Saturation, double GreyShare, double Noise, double Sharpness)
{
    /// <summary>JPEG changes the channels of a grey pixel by a few levels.</summary>
    public const int GreyTolerance = 8;

    /// <summary>Measures an image.</summary>
    public static PixelStatistics Of(RgbImage image) => Of(image, LumaPlane.Of(image));

    /// <summary>Measures an image whose luma is known.</summary>
    public static PixelStatistics Of(RgbImage image, LumaPlane luma)
    {
        var count = image.Width * image.Height;
        var (brightness, saturation, grey) = (0.0, 0.0, 0);
        for (int i = 0, source = 0; i < count; i++, source += 3)
        {
            var (red, green, blue) = (image.Pixels[source], image.Pixels[source + 1], image.Pixels[source + 2]);
            var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
            brightness += luma.Values[i];
            saturation += most == 0 ? 0 : (most - least) / (double)most;
            grey += most - least <= GreyTolerance ? 1 : 0;
        }
        var (noise, sharpness) = Detail(luma.Values, image.Width, image.Height);
        return new(brightness / count / 255, saturation / count, grey / (double)count, noise, sharpness);
    }

    private static (double Noise, double Sharpness) Detail(float[] luma, int width, int height)
    {
        var count = (width - 2.0) * (height - 2);
        var (noise, sum, squares) = (0.0, 0.0, 0.0);
        for (var y = 1; y < height - 1; y++)
        {
            for (var i = y * width + 1; i < (y + 1) * width - 1; i++)
            {
                var sides = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width];
                var corners = luma[i - width - 1] + luma[i - width + 1] + luma[i + width - 1] + luma[i + width + 1];
                noise += Math.Abs(4 * luma[i] - 2 * sides + corners);
                var laplacian = sides - 4 * luma[i];
                sum += laplacian;
                squares += (double)laplacian * laplacian;
            }
        }
        return width < 3 || height < 3 ? (double.NaN, double.NaN)
            : (Math.Sqrt(Math.PI / 2) / 6 * noise / count, squares / count - sum / count * (sum / count));
    }
}
