using CsCheck;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data.Transforms;

public class GeometryTests
{
    [Fact]
    public void Rotation_is_that_of_Pillow() =>
        Assert.All(TransformFixture.Cases("rotate"), expected =>
        {
            var rotation = new RotationGeometry(expected.GetProperty("degrees").GetDouble(), expected.GetProperty("fill").GetByte());
            PillowFixture.AssertClose(expected.GetProperty("image").ToImage(), rotation.Apply(TransformFixture.Source), 1);
        });

    [Fact]
    public void Centre_crop_is_that_of_torchvision() =>
        Assert.All(TransformFixture.Cases("centre").Select(PillowFixture.ToImage), expected =>
            PillowFixture.AssertClose(expected, new CentreCrop(expected.Width).Apply(TransformFixture.Source, SeededRandom.For(1)), 0));

    [Fact]
    public void Mirroring_beyond_the_border_is_that_of_torchvision()
    {
        var expected = TransformFixture.Expected.GetProperty("mirror").ToImage();
        PillowFixture.AssertClose(expected, new CropGeometry(-5, -9, expected.Width, expected.Height).Apply(TransformFixture.Source), 0);
    }

    [Fact]
    public void A_crop_far_larger_than_the_image_is_filled_with_its_mirror_images()
    {
        var (source, crop) = (TransformFixture.Noise(3, 2), new RandomCrop(50).Apply(TransformFixture.Noise(3, 2), SeededRandom.For(4)));
        var colours = source.Pixels.Chunk(3).Select(Convert.ToHexString).ToHashSet();
        Assert.Equal((50, 50), (crop.Width, crop.Height));
        Assert.All(crop.Pixels.Chunk(3), pixel => Assert.Contains(Convert.ToHexString(pixel), colours));
    }

    [Fact]
    public void Random_crops_reach_every_position_and_no_other()
    {
        var places = Enumerable.Range(0, 400).Select(i => (CropGeometry)new RandomCrop(6).Draw(8, 7, SeededRandom.For(i))).ToHashSet();
        Assert.Equal(
            Enumerable.Range(0, 3).SelectMany(x => Enumerable.Range(0, 2).Select(y => new CropGeometry(x, y, 6, 6))).ToHashSet(), places);
    }

    [Fact]
    public void A_crop_keeps_the_pixels_as_they_are() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((width, height, size, seed) =>
        {
            var source = TransformFixture.Noise(width, height);
            var crop = (CropGeometry)new RandomCrop(size).Draw(width, height, SeededRandom.For(seed));
            var result = crop.Apply(source);
            var (x, y) = (Math.Clamp(crop.X, 0, width - 1), Math.Clamp(crop.Y, 0, height - 1));
            Assert.Equal(Pixel(source, x, y), Pixel(result, x - crop.X, y - crop.Y));
        });

    [Fact]
    public void Flipping_twice_gives_the_image_back()
    {
        var source = TransformFixture.Source;
        var once = new FlipGeometry().Apply(source);
        Assert.Equal(Pixel(source, 0, 3), Pixel(once, source.Width - 1, 3));
        Assert.Equal(source.Pixels, new FlipGeometry().Apply(once).Pixels);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 250)]
    [InlineData(1, 1000)]
    public void A_flip_comes_as_often_as_asked(double probability, int expected)
    {
        var flips = Enumerable.Range(0, 1000).Count(i => new HorizontalFlip(probability).Draw(4, 4, SeededRandom.For(i)) is FlipGeometry);
        Assert.InRange(flips, expected - 50, expected + 50);
    }

    [Fact]
    public void Angles_fill_the_whole_range()
    {
        var angles = Enumerable.Range(0, 1000)
            .Select(i => ((RotationGeometry)new Rotation(10).Draw(4, 4, SeededRandom.For(i))).Degrees).ToArray();
        Assert.InRange(angles.Min(), -10, -9.8);
        Assert.InRange(angles.Max(), 9.8, 10);
    }

    private static byte[] Pixel(RgbImage image, int x, int y) => image.Pixels.AsSpan(3 * (y * image.Width + x), 3).ToArray();
}
