using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data.Transforms;

namespace Telltale.Tests.Data.Imaging;

public sealed class PixelPoolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_returned_is_rented_again_and_by_one_only()
    {
        const int Length = 987_653; // no other test has such an image
        var array = PixelPool.Rent(Length);
        Assert.Equal(Length, array.Length);
        PixelPool.Return(array);
        Assert.Same(array, PixelPool.Rent(Length));
        Assert.NotSame(array, PixelPool.Rent(Length));
    }

    [Fact]
    public void What_has_not_been_used_for_long_makes_room()
    {
        var first = PixelPool.Rent(1_000_003);
        PixelPool.Return(first);
        for (var i = 0; i < 70; i++)
        {
            PixelPool.Return(new byte[1_000_004]);
        }
        Assert.NotSame(first, PixelPool.Rent(1_000_003));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 30)]
    public void Reading_many_images_at_once_gives_each_its_own_pixels(long capacity)
    {
        var records = Enumerable.Range(0, 12).Select(i => new ImageRecord(Written(i), ImageLabel.Real, "noise")).ToArray();
        var dataset = new DetectionDataset(records, Transform.PaperTrain(33), new ImageCache(capacity));
        var expected = records.Select((record, i) => Input(dataset.Transform, ImageCodec.Read(record.Path), i)).ToArray();
        Parallel.For(0, 600, read =>
        {
            var (input, target) = (new float[3 * 33 * 33], new float[1]);
            dataset.Read(read % 12, 5, 0, input, target);
            Assert.Equal(expected[read % 12], input);
        });
    }

    [Fact]
    public void A_step_that_hands_its_input_on_under_another_name_loses_nothing()
    {
        var pipeline = new TransformPipeline(
            "Wrapping", [new HorizontalFlip(1), new Wrapping(), new HorizontalFlip(1), new Wrapping()], Normalization.None);
        var source = TransformFixture.Noise(41, 7);
        var result = pipeline.Apply(source, SeededRandom.For(1));
        Assert.NotSame(result.Pixels, PixelPool.Rent(source.Pixels.Length));
        Assert.Equal(TransformFixture.Noise(41, 7).Pixels, result.Pixels);
    }

    private sealed record Wrapping : PhotometricTransform
    {
        public override RgbImage Apply(RgbImage image, SeededRandom random) => new(image.Width, image.Height, image.Pixels);
    }

    private string Written(int number)
    {
        var path = folder.File($"{number}.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(TransformFixture.Noise(40 + number / 4, 30)));
        return path;
    }

    private static float[] Input(TransformPipeline transform, RgbImage image, int index)
    {
        var input = new float[3 * 33 * 33];
        transform.WriteNormalized(transform.Apply(image, SeededRandom.For(5, 0, index)), input);
        return input;
    }
}
