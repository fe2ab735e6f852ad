using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data.Transforms;

public class DegradationTests
{
    [Fact]
    public void Blur_is_that_of_SciPy() =>
        Assert.All(TransformFixture.Cases("blur"), expected =>
            PillowFixture.AssertClose(expected.GetProperty("image").ToImage(),
                GaussianBlur.Blur(TransformFixture.Source, expected.GetProperty("sigma").GetDouble()), 1));

    [Fact]
    public void A_sigma_near_zero_leaves_the_image_alone()
    {
        var source = TransformFixture.Source;
        Assert.Same(source, new GaussianBlur(0, 0.05, Probability: 1).Apply(source, SeededRandom.For(1)));
    }

    [Fact]
    public void Reencoding_gives_what_the_codec_gives_at_the_quality_drawn()
    {
        var source = TransformFixture.Source;
        Assert.Equal(
            ImageCodec.Decode(ImageCodec.EncodeJpeg(source, 60, ChromaSubsampling.Yuv444), "jpeg").Pixels,
            new JpegReencode(60, 60, Probability: 1, ChromaSubsampling.Yuv444).Apply(source, SeededRandom.For(1)).Pixels);
        Assert.Equal(
            ImageCodec.Decode(ImageCodec.EncodeWebp(source, 60), "webp").Pixels,
            new WebpReencode(60, 60, Probability: 1).Apply(source, SeededRandom.For(1)).Pixels);
    }

    [Fact]
    public void Every_quality_of_the_range_is_drawn()
    {
        var source = TransformFixture.Source;
        var possible = Enumerable.Range(40, 3)
            .Select(quality => Convert.ToHexString(new JpegReencode(quality, quality, 1).Apply(source, SeededRandom.For(1)).Pixels));
        var drawn = Enumerable.Range(0, 60)
            .Select(i => Convert.ToHexString(new JpegReencode(40, 42, 1).Apply(source, SeededRandom.For(i)).Pixels));
        Assert.Equal(possible.ToHashSet(), drawn.ToHashSet());
    }

    [Fact]
    public void Probability_zero_is_never()
    {
        var source = TransformFixture.Source;
        TransformStep[] never = [new JpegReencode(Probability: 0), new WebpReencode(Probability: 0), new GaussianBlur(Probability: 0)];
        Assert.All(never, step => Assert.All(Enumerable.Range(0, 100), i => Assert.Same(source, step.Apply(source, SeededRandom.For(i)))));
    }

    [Fact]
    public void Parameters_out_of_range_are_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegReencode(95, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebpReencode(0, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianBlur(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HorizontalFlip(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ColourJitter(Hue: 0.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rotation(double.NaN));
    }
}
