using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data.Transforms;

public class ResizeTests
{
    [Fact]
    public void Pixels_equal_those_of_Pillow() =>
        Assert.All(TransformFixture.Cases("resize").Select(PillowFixture.ToImage), expected =>
            PillowFixture.AssertClose(expected, new ResizeGeometry(expected.Width, expected.Height).Apply(TransformFixture.Source), 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    public void A_flat_image_stays_flat(byte level)
    {
        var flat = new RgbImage(301, 199);
        flat.Pixels.AsSpan().Fill(level);
        foreach (var (width, height) in new[] { (7, 5), (64, 64), (500, 333), (301, 1) })
        {
            Assert.All(new ResizeGeometry(width, height).Apply(flat).Pixels, value => Assert.Equal(level, value));
        }
    }

    [Fact]
    public void Fine_detail_becomes_grey_instead_of_false_patterns()
    {
        var stripes = new RgbImage(256, 256);
        for (var i = 0; i < stripes.Pixels.Length; i++)
        {
            stripes.Pixels[i] = (byte)(i / 3 % 2 * 255);
        }
        var small = new Resize(100, 100).Apply(stripes, SeededRandom.For(1));
        var inner = new CropGeometry(4, 4, 92, 92).Apply(small);
        Assert.InRange(inner.Pixels.Max() - inner.Pixels.Min(), 0, 60);
    }

    [Fact]
    public void The_same_size_costs_nothing()
    {
        var source = TransformFixture.Source;
        Assert.Same(source, new ResizeGeometry(source.Width, source.Height).Apply(source));
    }
}
