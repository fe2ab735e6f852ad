using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data.Forging;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Forging;

public class ForgingMethodTests
{
    private static readonly FloatImage[] Photographs = [.. Enumerable.Range(0, 12).Select(number => Gallery.Photograph(number, 200, 200))];

    // Two cells of eight in the middle, on no grid of eight.
    private static readonly EditRegion Region = new(
        new(200, 200,
            [.. Enumerable.Range(0, 40_000)
                .Select(i => i % 200 is >= 61 and < 141 && i / 200 is >= 51 and < 131 ? Mask.Edited : Mask.Authentic)]), 1);

    public static TheoryData<string> Names => [.. ForgingMethod.All.Select(method => method.Name)];

    [Theory]
    [InlineData("ps-sp")]
    [InlineData("sd2-sp")]
    public void A_splice_leaves_the_rest_alone(string name)
    {
        Assert.Equal(EditKind.Spliced, Named(name).EditKind);
        Assert.All(Edited(name), edit => Assert.Equal(0, Change(edit, inside: false)));
        Assert.All(Edited(name), edit => Assert.True(Change(edit, inside: true) > 0.5 / 255));
    }

    [Fact]
    public void A_copy_move_repeats_another_part_of_the_photograph_and_leaves_the_rest_alone()
    {
        Assert.Equal(EditKind.Spliced, ForgingMethod.CopyMove.EditKind);
        var identical = new CopyMoving("exact") { MostRotation = 0, MostScaling = 1 };
        var photograph = Photographs[0];
        var edited = identical.Edit(photograph, Region, SeededRandom.For(5));
        Assert.Equal(0, Change((photograph, edited), inside: false));
        Assert.True(Change((photograph, edited), inside: true) > 0);
        // Somewhere in the photograph, up to part of a pixel, lies what the middle of the region shows now.
        var pasted = edited.Crop(85, 75, 30, 30);
        var nearest = (from top in Enumerable.Range(0, 171) from left in Enumerable.Range(0, 171)
            where Math.Abs(left - 85) + Math.Abs(top - 75) > 20
            select Difference(pasted, photograph, left, top)).Min();
        Assert.True(nearest < 0.3 * Difference(pasted, photograph, 85, 75), $"{nearest * 255:F2} levels");

        static double Difference(FloatImage part, FloatImage whole, int left, int top)
        {
            var (small, large) = (part.PlaneArray(1), whole.PlaneArray(1));
            var sum = 0.0;
            for (var i = 0; i < small.Length; i++)
            {
                sum += Math.Abs(small[i] - large[(top + i / part.Width) * whole.Width + left + i % part.Width]);
            }
            return sum / small.Length;
        }
    }

    [Theory]
    [InlineData("sd2-fr")]
    [InlineData("sdxl-fr")]
    public void A_full_regeneration_changes_everything_and_the_region_more(string name)
    {
        Assert.Equal(EditKind.FullyRegenerated, Named(name).EditKind);
        var (inside, outside) =
            (Edited(name).Average(edit => Change(edit, inside: true)), Edited(name).Average(edit => Change(edit, inside: false)));
        Assert.True(outside > 0.3 / 255 && inside > 1.3 * outside, $"{inside * 255:F2} against {outside * 255:F2} levels");
    }

    [Theory]
    [InlineData("sd2-sp")]
    [InlineData("sd2-fr")]
    [InlineData("sdxl-fr")]
    public void A_regenerated_region_shows_the_same_scene(string name)
    {
        // What is seen from afar, in grey levels; other content differs by dozens.
        Assert.All(Edited(name), edit => Assert.InRange(FromAfar(edit), 0, 4));
        Assert.True(Edited("ps-sp").Average(FromAfar) > 8);

        static double FromAfar((FloatImage Before, FloatImage After) edit) =>
            255 * Change((Blurred(edit.Before), Blurred(edit.After)), inside: true);
        static FloatImage Blurred(FloatImage image) =>
            image.Map(plane => PlaneFilter.Convolve(plane, image.Width, image.Height, PlaneFilter.Gaussian(3)));
    }

    [Theory]
    [InlineData("sd2-sp")]
    [InlineData("sd2-fr")]
    [InlineData("sdxl-fr")]
    public void The_trace_of_the_decoder_is_stronger_in_the_region(string name)
    {
        var (inside, outside) = (Edited(name).Average(edit => Cycle(edit, 69, 59)), Edited(name).Average(edit => Cycle(edit, 8, 132)));
        Assert.True(inside > 1.3 * outside, $"{inside:F5} against {outside:F5}");
    }

    [Fact]
    public void An_enlarged_filling_has_less_fine_detail()
    {
        // Grain is what the 3 × 3 mask that cancels edges leaves; the median, since edges remain in part.
        var ratios = Edited("ps-sp").Select(edit => Grain(edit.After) / Grain(edit.Before)).Order().ToList();
        Assert.True(ratios[ratios.Count / 2] < 0.8, string.Join(' ', ratios));

        static double Grain(FloatImage image) => DetailEnergy.Of(image.Crop(71, 61, 60, 60).PlaneArray(1), 60).Grain;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_photograph_is_left_alone_and_the_same_seed_gives_the_same_edit(string name)
    {
        var photograph = Photographs[0];
        var before = photograph.Plane(2).ToArray();
        var (first, second) = (Once(), Once());
        Assert.Equal(before, photograph.Plane(2).ToArray());
        Assert.Equal(first, second);
        Assert.All(first, value => Assert.True(float.IsFinite(value)));

        float[] Once() => Named(name).Edit(photograph, Region, SeededRandom.For(4)).Plane(2).ToArray();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_works_on_the_smallest_photograph_and_any_region(string name)
    {
        var photograph = Gallery.Photograph(3, Forge.ShortestSide, Forge.ShortestSide);
        for (var number = 0; number < 30; number++)
        {
            var region = EditRegion.Draw(photograph.Width, photograph.Height, (RegionShape)(number % 3), SeededRandom.For(5, number));
            var edited = Named(name).Edit(photograph, region, SeededRandom.For(6, number));
            Assert.Equal((photograph.Width, photograph.Height), (edited.Width, edited.Height));
        }
    }

    private static ForgingMethod Named(string name) => ForgingMethod.All.Single(method => method.Name == name);

    private static IReadOnlyList<(FloatImage Before, FloatImage After)> Edited(string name) =>
        [.. Photographs.Select((photograph, number) => (photograph, Named(name).Edit(photograph, Region, SeededRandom.For(7, number))))];

    // Mean magnitude of the change, two pixels or more from the feathered edge.
    private static double Change((FloatImage Before, FloatImage After) edit, bool inside)
    {
        var (before, after) = (edit.Before.PlaneArray(1), edit.After.PlaneArray(1));
        bool Counts(int x, int y) => inside ? x is >= 66 and < 136 && y is >= 56 and < 126 : x is < 56 or >= 146 || y is < 46 or >= 136;
        return Enumerable.Range(0, before.Length).Where(i => Counts(i % 200, i / 200)).Average(i => Math.Abs(after[i] - before[i]));
    }

    // Amplitude of what the edit added that repeats every eight columns, in a square of 64.
    private static double Cycle((FloatImage Before, FloatImage After) edit, int left, int top)
    {
        var (before, after, cosine, sine) = (edit.Before.PlaneArray(1), edit.After.PlaneArray(1), 0.0, 0.0);
        for (var y = top; y < top + 64; y++)
        {
            for (var x = left; x < left + 64; x++)
            {
                var added = after[y * edit.After.Width + x] - before[y * edit.After.Width + x];
                cosine += added * Math.Cos(Math.PI * x / 4);
                sine += added * Math.Sin(Math.PI * x / 4);
            }
        }
        return Math.Sqrt(cosine * cosine + sine * sine) / (64 * 64);
    }
}
