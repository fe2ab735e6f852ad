using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Transforms;

public class RandomDegradationTests
{
    private static readonly RgbImage Source = TransformFixture.Source;

    private static readonly RandomDegradation Nothing = new()
    {
        Scale = new(Probability: 0), Jpeg420 = new(Probability: 0), Jpeg444 = new(Probability: 0), Webp = new(Probability: 0),
        Blur = new(Probability: 0), Noise = new(Probability: 0),
    };

    [Fact]
    public void The_same_seed_gives_the_same_chain_and_others_give_others()
    {
        var step = new RandomDegradation();
        string Drawn(int seed) => Convert.ToHexString(step.Apply(Source, SeededRandom.For(seed)).Pixels);
        Assert.Equal(Drawn(3), Drawn(3));
        Assert.True(Enumerable.Range(0, 20).Select(Drawn).Distinct().Count() > 10);
    }

    [Fact]
    public void Without_probabilities_nothing_changes() =>
        Assert.Same(Source, Nothing.Apply(Source, SeededRandom.For(1)));

    [Fact]
    public void A_chain_of_one_link_is_that_transform()
    {
        JpegReencode jpeg = new(60, 60, 1), full = new(60, 60, 1, ChromaSubsampling.Yuv444);
        byte[] After(TransformStep step, int seed) => step.Apply(Source, SeededRandom.For(seed)).Pixels;
        Assert.Equal(After(jpeg, 1), After(Nothing with { Jpeg420 = jpeg }, 2));
        Assert.Equal(After(full, 1), After(Nothing with { Jpeg444 = full }, 2));
        Assert.NotEqual(After(jpeg, 1), After(full, 1));
    }

    [Fact]
    public void Both_orders_of_two_links_occur()
    {
        var (jpeg, blur) = (new JpegReencode(40, 40, 1), new GaussianBlur(1, 1, 1));
        RgbImage After(RgbImage image, TransformStep step) => step.Apply(image, SeededRandom.For(1));
        var expected = new[] { After(After(Source, jpeg), blur), After(After(Source, blur), jpeg) };
        var drawn = Enumerable.Range(0, 40)
            .Select(seed => (Nothing with { Jpeg420 = jpeg, Blur = blur }).Apply(Source, SeededRandom.For(seed)));
        Assert.Equal(
            expected.Select(image => Convert.ToHexString(image.Pixels)).ToHashSet(),
            drawn.Select(image => Convert.ToHexString(image.Pixels)).ToHashSet());
    }

    [Fact]
    public void A_mask_is_scaled_with_its_image()
    {
        var mask = new Mask(Source.Width, Source.Height, new byte[Source.Width * Source.Height]);
        var step = new RandomDegradation { Scale = new(0.5, 0.5, 1) };
        var (image, scaled) = step.Apply(Source, mask, SeededRandom.For(4));
        Assert.Equal((image.Width, image.Height), (scaled.Width, scaled.Height));
        Assert.Equal((int)Math.Round(Source.Width * 0.5), image.Width);
        Assert.Equal(step.Apply(Source, SeededRandom.For(4)).Pixels, image.Pixels);
    }

    [Fact]
    public void Noise_has_the_standard_deviation_asked_for_and_no_bias()
    {
        var grey = new RgbImage(200, 200, [.. Enumerable.Repeat((byte)128, 200 * 200 * 3)]);
        var noise = new GaussianNoise(3, 3, 1).Apply(grey, SeededRandom.For(5)).Pixels.Select(level => level - 128.0).ToArray();
        // Rounding adds 1/12 to the variance; tolerances are five standard errors.
        Assert.Equal(Math.Sqrt(9 + 1.0 / 12), Math.Sqrt(noise.Average(value => value * value)), 0.03);
        Assert.Equal(0, noise.Average(), 0.05);
    }

    [Fact]
    public void The_preset_keeps_its_size_and_tells_its_parameters()
    {
        var pipeline = Transform.TrainDegraded(32);
        Assert.Equal((32, 32), (pipeline.OutputWidth, pipeline.OutputHeight));
        Assert.All(Enumerable.Range(0, 10), seed =>
        {
            var image = pipeline.Apply(Source, SeededRandom.For(seed));
            Assert.Equal((32, 32), (image.Width, image.Height));
        });
        Assert.Contains("Jpeg444 = JpegReencode { MinimumQuality = 50", pipeline.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => (pipeline with { Steps = [new RandomDegradation()] }).OutputWidth);
    }

    [Fact]
    public void A_degraded_mask_marks_the_pixels_that_show_the_edit()
    {
        // The edit is white on black, so that the image itself tells where it is after every step.
        var mask = new Mask(120, 90, [.. Enumerable.Range(0, 120 * 90).Select(i => i % 120 is >= 30 and < 70 && i / 120 is >= 20 and < 60
            ? Mask.Edited : Mask.Authentic)]);
        var pipeline = Transform.TrainDegraded(24, new() { Scale = new(0.5, 1, Probability: 1) }, ontoEdits: 1);
        Assert.All(Enumerable.Range(0, 20), seed =>
        {
            var (image, moved) = pipeline.Apply(mask.ToRgbImage(), mask, SeededRandom.For(seed));
            Assert.Contains(Mask.Edited, moved.Pixels);
            var wrong = moved.Pixels.Where((value, i) => value != (image.Pixels[3 * i + 1] > 127 ? Mask.Edited : Mask.Authentic)).Count();
            Assert.InRange(wrong, 0, 24); // half a pixel along the outline, where scaling and blur decide
        });
        Assert.Contains("OntoEdits = 1", pipeline.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Shrinking_keeps_the_aspect_ratio_and_never_enlarges()
    {
        var image = new RgbImage(100, 60);
        var shrunk = new ShrinkShortestSide(30).Apply(image, SeededRandom.For(1));
        Assert.Equal((50, 30), (shrunk.Width, shrunk.Height));
        Assert.Same(image, new ShrinkShortestSide(80).Apply(image, SeededRandom.For(1)));
    }
}
