using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data;
using Telltale.Runtime;
using Telltale.Tests.Data.Embedded;

namespace Telltale.Tests.Data.Decoders;

public class DecoderTests
{
    private static readonly TextureBank Textures = new(17);
    private static readonly FloatImage[] Photographs = [.. Enumerable.Range(0, 6).Select(Photograph)];

    public static TheoryData<string> Names => [.. Decoder.All.Select(decoder => decoder.Name)];

    [Fact]
    public void Nearest_neighbour_makes_pixels_of_a_cell_alike()
    {
        var photographs = Photographs.Average(Ratio);
        var generated = Regenerated(new NearestDecoder()).Average(Ratio);
        Assert.InRange(photographs, 0.95, 1.05);
        Assert.True(generated < 0.92 * photographs, $"{generated:F3} against {photographs:F3}");

        // Differences within a cell against differences between cells.
        static double Ratio(FloatImage image) => Mean(image, (x, _) => x % 2 == 1, Across) / Mean(image, (x, _) => x % 2 == 0, Across);
    }

    [Fact]
    public void Transposed_convolution_leaves_a_checkerboard_in_brightness()
    {
        var photographs = Photographs.Average(Checkerboard);
        var generated = Regenerated(new TransposedDecoder()).Average(Checkerboard);
        Assert.True(generated > 10 * photographs && generated > 0.001, $"{generated:F5} against {photographs:F5}");

        static double Checkerboard(FloatImage image) => Math.Abs(Amplitude(image, (x, y) => (x + y) % 2 == 0 ? 1 : -1));
    }

    [Fact]
    public void Bilinear_up_sampling_makes_interpolated_pixels_predictable()
    {
        var photographs = Photographs.Average(Ratio);
        var generated = Regenerated(new BilinearDecoder()).Average(Ratio);
        Assert.InRange(photographs, 0.95, 1.05);
        Assert.True(generated < 0.92 * photographs, $"{generated:F3} against {photographs:F3}");

        // Second differences at the pixels between the samples against those at the samples.
        static double Ratio(FloatImage image) => Mean(image, (x, _) => x % 2 == 1, Curve) / Mean(image, (x, _) => x % 2 == 0, Curve);
    }

    [Fact]
    public void The_latent_decoder_repeats_itself_every_eight_pixels()
    {
        var photographs = Photographs.Average(Cycle);
        var generated = Regenerated(new LatentDecoder()).Average(Cycle);
        Assert.True(generated > 3 * photographs, $"{generated:F5} against {photographs:F5}");

        static double Cycle(FloatImage image)
        {
            var cosine = Amplitude(image, (x, _) => Math.Cos(Math.PI * x / 4));
            var sine = Amplitude(image, (x, _) => Math.Sin(Math.PI * x / 4));
            return Math.Sqrt(cosine * cosine + sine * sine);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sharpness_brightness_and_size_stay_those_of_the_photograph(string name)
    {
        foreach (var (photograph, generated) in Photographs.Zip(Regenerated(Named(name))))
        {
            Assert.Equal((photograph.Width, photograph.Height), (generated.Width, generated.Height));
            Assert.InRange(Mean(generated, (_, _) => true, Across) / Mean(photograph, (_, _) => true, Across), 0.75, 1.33);
            Assert.Equal(photograph.Plane(1).ToArray().Average(), generated.Plane(1).ToArray().Average(), 0.01f);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_size_will_do_and_the_photograph_is_left_alone(string name)
    {
        var photograph = Photographs[0].Crop(0, 0, 37, 23);
        var before = photograph.Plane(0).ToArray();
        var (first, second) = (Once(), Once());
        Assert.Equal(before, photograph.Plane(0).ToArray());
        Assert.Equal(first, second);
        Assert.All(first, value => Assert.True(float.IsFinite(value)));

        float[] Once() => Named(name).Regenerate(photograph, SeededRandom.For(1)).Plane(2).ToArray();
    }

    [Fact]
    public void A_flat_grey_picture_stays_nearly_grey()
    {
        var grey = CameraTests.Painted(32, 32, (_, _) => 0.5f);
        Assert.All(Decoder.All, decoder =>
            Assert.All(decoder.Regenerate(grey, SeededRandom.For(1)).Plane(0).ToArray(), value => Assert.InRange(value, 0.45, 0.55)));
    }

    private static Decoder Named(string name) => Decoder.All.Single(decoder => decoder.Name == name);

    private static FloatImage Photograph(int number) =>
        Camera.Reflex.Capture(Scene.Render(128, 128, Textures, SeededRandom.For(9, number)), SeededRandom.For(9, number, 1));

    private static IEnumerable<FloatImage> Regenerated(Decoder decoder) =>
        Photographs.Select((photograph, number) => decoder.Regenerate(photograph, SeededRandom.For(9, number, 2)));

    private static float Across(float[] plane, int i, int width) => plane[i] - plane[i - 1];

    private static float Curve(float[] plane, int i, int width) => 2 * plane[i] - plane[i - 1] - plane[i + 1];

    // Mean magnitude of a difference over some of the inner pixels; large ones, which are edges, count as 8 grey levels.
    private static double Mean(FloatImage image, Func<int, int, bool> choose, Func<float[], int, int, float> difference)
    {
        var plane = image.Plane(1).ToArray();
        var (sum, count) = (0.0, 0);
        for (var y = 4; y < image.Height - 4; y++)
        {
            for (var x = 4; x < image.Width - 4; x++)
            {
                var i = y * image.Width + x;
                if (choose(x, y))
                {
                    sum += Math.Min(Math.Abs(difference(plane, i, image.Width)), 8 / 255f);
                    count++;
                }
            }
        }
        return sum / count;
    }

    // How strongly a pattern is in the picture; what differs from its neighbours by more than 8 grey levels counts as 8.
    private static double Amplitude(FloatImage image, Func<int, int, double> pattern)
    {
        var plane = image.Plane(1).ToArray();
        var sum = 0.0;
        for (var y = 8; y < image.Height - 8; y++)
        {
            for (var x = 8; x < image.Width - 8; x++)
            {
                var i = y * image.Width + x;
                var neighbours = Enumerable.Range(-4, 9).Average(step => (plane[i + step] + plane[i + step * image.Width]) / 2);
                sum += Math.Clamp(plane[i] - neighbours, -8 / 255f, 8 / 255f) * pattern(x, y);
            }
        }
        return sum / ((image.Width - 16) * (image.Height - 16));
    }
}
