using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data;

public class ResidualSpectrumTests
{
    [Fact]
    public void A_pattern_of_period_four_shows_at_a_quarter_of_the_sampling_rate()
    {
        var random = SeededRandom.For(1);
        var spectrum =
            ResidualSpectrum.Mean([Image(64, 64, (x, _) => 128 + 20 * Math.Cos(Math.PI * x / 2) + 4 * random.NextGaussian())], size: 64);
        var (row, column) = Brightest(spectrum);
        Assert.Equal(32, row);
        Assert.Contains(column, new[] { 16, 48 });
    }

    [Fact]
    public void A_smooth_image_has_almost_no_residual_and_small_images_are_skipped()
    {
        var smooth = Image(64, 64, (x, y) => x + y);
        var spectrum = ResidualSpectrum.Mean([smooth, Image(16, 16, (x, y) => 255 * ((x + y) % 2))], size: 64);
        Assert.All(spectrum.Cast<double>(), power => Assert.True(power < 4));
    }

    [Fact]
    public void No_image_that_is_large_enough_is_an_error_with_the_cure()
    {
        var failure = Assert.Throws<ArgumentException>(() => ResidualSpectrum.Mean([Image(16, 16, (_, _) => 0)], size: 64));
        Assert.Contains("choose a smaller window", failure.Message, StringComparison.Ordinal);
    }

    private static (int Row, int Column) Brightest(double[,] spectrum)
    {
        var index = spectrum.Cast<double>().Index().MaxBy(item => item.Item).Index;
        return (index / spectrum.GetLength(1), index % spectrum.GetLength(1));
    }

    private static RgbImage Image(int width, int height, Func<int, int, double> value)
    {
        var image = new RgbImage(width, height);
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            image.Pixels.AsSpan(3 * pixel, 3).Fill((byte)Math.Clamp(value(pixel % width, pixel / width), 0, 255));
        }
        return image;
    }
}
