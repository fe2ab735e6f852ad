using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Forging;

public class EditRegionTests
{
    [Theory]
    [InlineData(RegionShape.Silhouette)]
    [InlineData(RegionShape.Box)]
    [InlineData(RegionShape.Brush)]
    public void A_region_covers_a_moderate_part_of_the_picture(RegionShape shape)
    {
        foreach (var (width, height) in new[] { (64, 64), (128, 256), (481, 321) })
        {
            var coverages = Enumerable.Range(0, 60)
                .Select(number => EditRegion.Draw(width, height, shape, SeededRandom.For(1, number)).Mask.Coverage).ToList();
            Assert.All(coverages, coverage => Assert.InRange(coverage, 0.02, 0.45));
            Assert.InRange(coverages.Average(), 0.1, 0.3);
            Assert.True(coverages.Distinct().Count() > 50);
        }
    }

    [Fact]
    public void A_box_is_a_rectangle_and_a_silhouette_is_none()
    {
        Assert.All(Enumerable.Range(0, 20), number => Assert.Equal(1, FilledShare(RegionShape.Box, number)));
        Assert.All(Enumerable.Range(0, 20), number => Assert.InRange(FilledShare(RegionShape.Silhouette, number), 0.3, 0.95));

        static double FilledShare(RegionShape shape, int number)
        {
            var mask = EditRegion.Draw(120, 100, shape, SeededRandom.For(2, number)).Mask;
            var edited = Enumerable.Range(0, mask.Pixels.Length).Where(i => mask.Pixels[i] == Mask.Edited).ToList();
            var (columns, rows) = (edited.Select(i => i % 120).ToList(), edited.Select(i => i / 120).ToList());
            return edited.Count / (double)((columns.Max() - columns.Min() + 1) * (rows.Max() - rows.Min() + 1));
        }
    }

    [Fact]
    public void Widening_adds_the_neighbours_and_nothing_else()
    {
        var pixels = new byte[7 * 5];
        pixels[1 * 7 + 1] = pixels[4 * 7 + 6] = Mask.Edited;
        var widened = new EditRegion(new Mask(7, 5, pixels), 1).Widened().Mask;
        string[] rows = [.. Enumerable.Range(0, 5).Select(y => string.Concat(widened.Pixels.Skip(7 * y).Take(7)))];
        Assert.Equal(["1110000", "1110000", "1110000", "0000011", "0000011"], rows);
    }

    [Fact]
    public void Across_the_edge_the_edit_fades_into_the_picture()
    {
        var mask = new Mask(40, 8, [.. Enumerable.Range(0, 320).Select(i => i % 40 < 20 ? Mask.Edited : Mask.Authentic)]);
        var (white, black) = (Embedded.CameraTests.Painted(40, 8, (_, _) => 1), Embedded.CameraTests.Painted(40, 8, (_, _) => 0));
        var row = new EditRegion(mask, 1.5).Lay(white, black, 0, 0).Plane(1).Slice(3 * 40, 40).ToArray();
        Assert.Equal((1, 0), (row[10], row[30]));
        Assert.True(row[19] is > 0.5f and < 0.8f && row[20] is < 0.5f and > 0.2f);
        Assert.Equal(row.OrderDescending(), row);
        Assert.All(black.Plane(1).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_bounds_hold_all_that_is_touched()
    {
        for (var number = 0; number < 20; number++)
        {
            var region = EditRegion.Draw(90, 70, (RegionShape)(number % 3), SeededRandom.For(3, number));
            var (left, top, width, height) = region.Bounds(around: 0);
            var changed = region.Lay(Embedded.CameraTests.Painted(width, height, (_, _) => 1), new(90, 70), left, top).Plane(0).ToArray();
            var edited = Enumerable.Range(0, changed.Length).Where(i => region.Mask.Pixels[i] == Mask.Edited);
            Assert.All(edited, i => Assert.True(changed[i] > 0.2f));
            var (_, _, wider, higher) = region.Bounds(around: 1000);
            Assert.Equal((90, 70), (wider, higher));
        }
    }
}
