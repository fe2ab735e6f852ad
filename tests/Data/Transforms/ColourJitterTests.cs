using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data.Transforms;

public class ColourJitterTests
{
    [Fact]
    public void Each_change_is_that_of_torchvision() =>
        Assert.All(TransformFixture.Cases("colour"), expected =>
        {
            using var planes = new ColourPlanes(TransformFixture.Source);
            Change(planes, expected.GetProperty("change").GetString()!, expected.GetProperty("amount").GetSingle());
            PillowFixture.AssertClose(expected.GetProperty("image").ToImage(), planes.ToImage(), 1);
        });

    [Fact]
    public void So_is_a_chain_of_changes()
    {
        using var planes = new ColourPlanes(TransformFixture.Source);
        Change(planes, "saturation", 1.2f);
        Change(planes, "hue", -0.1f);
        Change(planes, "brightness", 1.2f);
        Change(planes, "contrast", 0.8f);
        PillowFixture.AssertClose(TransformFixture.Expected.GetProperty("chain").ToImage(), planes.ToImage(), 1);
    }

    [Fact]
    public void No_strength_changes_nothing() =>
        Assert.Equal(TransformFixture.Source.Pixels, new ColourJitter().Apply(TransformFixture.Source, SeededRandom.For(1)).Pixels);

    [Fact]
    public void Factors_fill_the_whole_range_around_one()
    {
        var grey = new RgbImage(1, 1, [100, 100, 100]);
        var levels = Enumerable.Range(0, 500)
            .Select(i => (int)new ColourJitter(Brightness: 0.2).Apply(grey, SeededRandom.For(i)).Pixels[0]).ToArray();
        Assert.Equal((80, 120), (levels.Min(), levels.Max()));
    }

    [Fact]
    public void Changes_come_in_the_order_drawn()
    {
        string[] changes = ["brightness", "contrast", "saturation", "hue"];
        Assert.All(Enumerable.Range(0, 12), seed =>
        {
            var random = SeededRandom.For(seed);
            using var planes = new ColourPlanes(TransformFixture.Source);
            foreach (var change in random.Permutation(4))
            {
                Change(planes, changes[change], (float)(change == 3 ? random.NextDouble(-0.3, 0.3) : random.NextDouble(1 - 0.4, 1 + 0.4)));
            }
            Assert.Equal(planes.ToImage().Pixels,
                new ColourJitter(0.4, 0.4, 0.4, 0.3).Apply(TransformFixture.Source, SeededRandom.For(seed)).Pixels);
        });
    }

    private static void Change(ColourPlanes planes, string change, float amount)
    {
        Action<float> apply = change switch
        {
            "brightness" => planes.Brighten,
            "contrast" => planes.Contrast,
            "saturation" => planes.Saturate,
            _ => planes.ShiftHue,
        };
        apply(amount);
    }
}
