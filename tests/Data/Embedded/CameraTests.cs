using Telltale.Data.Embedded;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Embedded;

public class CameraTests
{
    [Theory]
    [InlineData(BayerPattern.Rggb, 0, 1, 1, 2)]
    [InlineData(BayerPattern.Grbg, 1, 0, 2, 1)]
    [InlineData(BayerPattern.Gbrg, 1, 2, 0, 1)]
    [InlineData(BayerPattern.Bggr, 2, 1, 1, 0)]
    public void A_pattern_is_named_after_its_first_four_pixels(BayerPattern pattern, params int[] colours)
    {
        var mosaic = new BayerMosaic(pattern);
        Assert.Equal<int[]>(colours, [mosaic.ColourAt(0, 0), mosaic.ColourAt(1, 0), mosaic.ColourAt(0, 1), mosaic.ColourAt(1, 1)]);
    }

    [Theory]
    [InlineData(Demosaicing.Bilinear)]
    [InlineData(Demosaicing.GradientCorrected)]
    [InlineData(Demosaicing.EdgeAware)]
    public void Demosaicing_restores_a_grey_ramp_exactly(Demosaicing method)
    {
        var ramp = Painted(24, 20, (x, y) => 0.1f + 0.01f * x + 0.02f * y);
        foreach (var pattern in Enum.GetValues<BayerPattern>())
        {
            var mosaic = new BayerMosaic(pattern);
            var image = mosaic.Demosaic(mosaic.Sample(ramp), 24, 20, method);
            for (var channel = 0; channel < 3; channel++)
            {
                Assert.All(Inside(image, channel).Zip(Inside(ramp, channel)), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
            }
        }
    }

    [Fact]
    public void Demosaicing_leaves_a_trace_in_noise_and_the_methods_differ()
    {
        var random = SeededRandom.For(1);
        var noise = Painted(64, 64, (_, _) => (float)random.NextGaussian());
        var mosaic = new BayerMosaic(BayerPattern.Rggb);
        var greens = Enum.GetValues<Demosaicing>().Select(method => mosaic.Demosaic(mosaic.Sample(noise), 64, 64, method)).ToArray();
        // Interpolated green varies less than measured green (Popescu, Farid 2005).
        Assert.True(Variance(greens[0], interpolated: true) < 0.5 * Variance(greens[0], interpolated: false));
        Assert.NotEqual(greens[1].Plane(1).ToArray(), greens[2].Plane(1).ToArray());
    }

    [Fact]
    public void Photon_noise_grows_with_the_light()
    {
        var camera = Camera.Compact with { Sharpening = 0, Contrast = 0, ReadNoise = 0 };
        var (dark, bright) = (Deviation(left: true), Deviation(left: false));
        // The encoding flattens highlights: one grey level means more light there.
        Assert.True(bright * Slope(0.36) > 1.5 * dark * Slope(0.04), $"{bright} against {dark}");

        double Deviation(bool left)
        {
            var shot = camera.Capture(Painted(96, 96, (x, _) => x < 48 ? 0.04f : 0.36f), SeededRandom.For(2));
            var values = Values(shot, left ? 8 : 56, left ? 40 : 88);
            return Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
        }

        static double Slope(double light) => Math.Pow(light, 1 - 1 / 2.4);
    }

    [Fact]
    public void The_tone_curve_is_srgb_when_nothing_is_added()
    {
        var encoded = new ToneCurve(0).Apply([0, 0.0031308f, 0.2140411f, 1, 1.5f, -1]);
        float[] expected = [0, 0.04045f, 0.5f, 1, 1, 0];
        Assert.All(encoded.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-3f));
    }

    [Fact]
    public void A_camera_of_ones_own_is_another_camera() =>
        Assert.NotEqual(Camera.Compact.ToString(), (Camera.Compact with { Sharpening = 0 }).ToString());

    internal static FloatImage Painted(int width, int height, Func<int, int, float> light)
    {
        var image = new FloatImage(width, height);
        for (var i = 0; i < width * height; i++)
        {
            image.Plane(0)[i] = image.Plane(1)[i] = image.Plane(2)[i] = light(i % width, i / width);
        }
        return image;
    }

    private static IEnumerable<float> Inside(FloatImage image, int channel)
    {
        var plane = image.Plane(channel).ToArray();
        bool IsInside(int x, int y) => x >= 3 && y >= 3 && x < image.Width - 3 && y < image.Height - 3;
        return plane.Where((_, i) => IsInside(i % image.Width, i / image.Width));
    }

    private static double Variance(FloatImage image, bool interpolated)
    {
        var mosaic = new BayerMosaic(BayerPattern.Rggb);
        bool Chosen(int x, int y) => (mosaic.ColourAt(x, y) != 1) == interpolated;
        return image.Plane(1).ToArray().Where((_, i) => Chosen(i % image.Width, i / image.Width)).Average(value => (double)value * value);
    }

    private static double[] Values(FloatImage image, int left, int right) =>
        [.. image.Plane(1).ToArray().Where((_, i) => i % image.Width >= left && i % image.Width < right).Select(value => (double)value)];
}
