using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Transforms;

public class BlockCropTests
{
    [Fact]
    public void Its_corner_lies_on_the_grid_of_blocks_and_reaches_every_place_of_it()
    {
        var corners = Enumerable.Range(0, 400)
            .Select(seed => (CropGeometry)new BlockCrop(32).Draw(70, 45, SeededRandom.For(seed))).ToList();
        Assert.All(corners, crop => Assert.Equal((0, 0, 32, 32), (crop.X % 8, crop.Y % 8, crop.Width, crop.Height)));
        Assert.Equal([0, 8, 16, 24, 32], corners.Select(crop => crop.X).Distinct().Order());
        Assert.Equal([0, 8], corners.Select(crop => crop.Y).Distinct().Order());
    }

    [Fact]
    public void Placed_on_edits_it_holds_the_edited_pixel_or_starts_at_most_seven_pixels_before()
    {
        var pixels = new byte[100 * 60];
        pixels[37 * 100 + 91] = Mask.Edited;
        var mask = new Mask(100, 60, pixels);
        Assert.All(Enumerable.Range(0, 100), seed =>
        {
            var crop = (CropGeometry)new BlockCrop(16, OntoEdits: 1).Draw(mask, SeededRandom.For(seed));
            Assert.InRange(91 - crop.X, 0, 16 + 6);
            Assert.InRange(37 - crop.Y, 0, 16 + 6);
        });
    }

    [Fact]
    public void Smaller_images_are_mirrored_from_a_corner_on_the_grid() => Assert.All(Enumerable.Range(0, 50), seed =>
    {
        var crop = (CropGeometry)new BlockCrop(32).Draw(20, 20, SeededRandom.For(seed));
        Assert.Equal((0, 0), (crop.X % 8, crop.Y % 8));
        Assert.InRange(crop.X, -16, 0);
    });
}
