using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.CopyMove;

/// <summary>Smooth noise with a disc of it pasted elsewhere.</summary>
internal static class CopiedTexture
{
    public const int Side = 160, Radius = 26;

    public static readonly (int X, int Y) From = (42, 44), To = (112, 108);

    public static RgbImage Plain(long seed = 17)
    {
        var random = SeededRandom.For(seed);
        float[] noise = [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.NextGaussian())];
        var plane = PlaneFilter.Convolve(noise, Side, Side, PlaneFilter.Gaussian(2));
        return Image((x, y) => 0.5 + 1.2 * plane[y * Side + x]);
    }

    /// <summary>A disc around <see cref="From"/>, turned, scaled and laid around <see cref="To"/>.</summary>
    public static (RgbImage Image, Mask Mask) With(double degrees, double scale = 1)
    {
        var plain = Plain();
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var pixels = new byte[Side * Side];
        var image = Image((x, y) =>
        {
            var (right, down) = (x - To.X, y - To.Y);
            var isCopy = right * right + down * down <= Radius * Radius * scale * scale;
            var (fromX, fromY) = (x - From.X, y - From.Y);
            pixels[y * Side + x] = isCopy || fromX * fromX + fromY * fromY <= Radius * Radius ? Mask.Edited : Mask.Authentic;
            return isCopy ? Between(plain, From.X + (cosine * right + sine * down) / scale, From.Y + (cosine * down - sine * right) / scale)
                : plain.Pixels[3 * (y * Side + x)] / 255.0;
        });
        return (image, new Mask(Side, Side, pixels));
    }

    private static double Between(RgbImage image, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        double At(int column, int row) => image.Pixels[3 * (row * Side + column)] / 255.0;
        var (right, down) = (x - left, y - top);
        return (1 - down) * ((1 - right) * At(left, top) + right * At(left + 1, top))
            + down * ((1 - right) * At(left, top + 1) + right * At(left + 1, top + 1));
    }

    private static RgbImage Image(Func<int, int, double> grey)
    {
        var image = new RgbImage(Side, Side);
        for (var i = 0; i < Side * Side; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).Fill((byte)Math.Clamp(255 * grey(i % Side, i / Side) + 0.5, 0, 255));
        }
        return image;
    }
}
