using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

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
        var levels = Enumerable.Range(0, 500).Select(i => (int)new ColourJitter(Brightness: 0.2).Apply(grey, SeededRandom.For(i)).Pixels[0]).ToArray();
        Assert.Equal((80, 120), (levels.Min(), levels.Max()));
    }

    [Fact]
    public void The_order_of_changes_is_random()
    {
        // Saturation 0 before or after a hue shift: the same. Brightness clipped before or after contrast: not the same.
        var results = Enumerable.Range(0, 50).Select(i => Convert.ToHexString(
            new ColourJitter(Brightness: 0.9, Contrast: 0.9, Saturation: 0.9, Hue: 0.5).Apply(TransformFixture.Source, SeededRandom.For(i)).Pixels));
        Assert.Equal(50, results.Distinct().Count());
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
