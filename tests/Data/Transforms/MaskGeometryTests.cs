using System.Text.Json;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data.Transforms;

public class MaskGeometryTests
{
    private static readonly JsonElement Expected = PillowFixture.Json("masks.json");

    [Fact]
    public void Resized_masks_are_those_of_Pillow_by_nearest_neighbour() =>
        Assert.All(Expected.GetProperty("resize").EnumerateArray().Select(ToMask), wanted =>
            Assert.Equal(wanted.Pixels, new ResizeGeometry(wanted.Width, wanted.Height).Apply(Source).Pixels));

    [Fact]
    public void Rotated_masks_are_those_of_Pillow_and_ignored_where_it_fills() =>
        Assert.All(Expected.GetProperty("rotate").EnumerateArray(), each =>
            Assert.Equal(ToMask(each.GetProperty("mask")).Pixels,
                new RotationGeometry(each.GetProperty("degrees").GetDouble(), 0).Apply(Source).Pixels));

    [Fact]
    public void A_flip_exchanges_left_and_right() =>
        Assert.Equal([0, 1, 1, 1, 0, 255], new FlipGeometry().Apply(new Mask(3, 2, [1, 1, 0, 255, 0, 1])).Pixels);

    [Fact]
    public void What_a_crop_takes_from_beyond_the_image_is_ignored()
    {
        byte o = Mask.Ignored;
        Assert.Equal([o, o, o, o, o, 1, 0, o, o, 0, 1, o], new CropGeometry(-1, -1, 4, 3).Apply(new Mask(2, 2, [1, 0, 0, 1])).Pixels);
        Assert.Equal([o, o, o, o], new CropGeometry(7, 7, 2, 2).Apply(new Mask(2, 2, [1, 0, 0, 1])).Pixels);
        Assert.Equal([0, 1], new CropGeometry(1, 0, 1, 2).Apply(new Mask(2, 2, [1, 0, 0, 1])).Pixels);
    }

    [Fact]
    public void What_does_not_move_is_the_mask_itself()
    {
        var source = Source;
        Assert.Same(source, new ResizeGeometry(source.Width, source.Height).Apply(source));
        Assert.Same(source, new CropGeometry(0, 0, source.Width, source.Height).Apply(source));
    }

    [Fact]
    public void Ignored_pixels_stay_ignored()
    {
        var nothing = new Mask(30, 20, [.. Enumerable.Repeat(Mask.Ignored, 600)]);
        var moved = Transform.PaperLocalizationTrain(25).Apply(new RgbImage(30, 20), nothing, SeededRandom.For(5)).Mask;
        Assert.All(moved.Pixels, value => Assert.Equal(Mask.Ignored, value));
    }

    [Theory]
    [InlineData(0, 0.0036, 0.0016)]
    [InlineData(0.5, 0.5, 0.05)]
    [InlineData(1, 1, 0)]
    public void As_many_crops_as_asked_are_steered_onto_the_edit(double ontoEdits, double share, double tolerance)
    {
        var mask = Edited(200, 100, 200 * 3 + 190); // in 4 · 10 of the 191 · 91 squares of 10
        var crop = new RandomCrop(10, ontoEdits);
        var hits = Enumerable.Range(0, 2000).Count(i => crop.Draw(mask, SeededRandom.For(i)).Apply(mask).Coverage > 0);
        Assert.InRange(hits / 2000.0, share - tolerance, share + tolerance);
    }

    [Fact]
    public void Steered_crops_reach_every_square_that_holds_an_edited_pixel_and_stay_in_the_image()
    {
        var mask = Edited(6, 5, 0, 16);
        var drawn = Enumerable.Range(0, 2000).Select(i => (CropGeometry)new RandomCrop(3, 1).Draw(mask, SeededRandom.For(i))).ToHashSet();
        var holding = from x in Enumerable.Range(0, 4)
                      from y in Enumerable.Range(0, 3)
                      let crop = new CropGeometry(x, y, 3, 3)
                      where crop.Apply(mask).Coverage > 0
                      select crop;
        Assert.Equal(holding.ToHashSet(), drawn);
    }

    [Fact]
    public void Each_edited_pixel_is_equally_likely_to_be_steered_onto()
    {
        var mask = Edited(100, 1, 0, 1, 50, 99);
        var hits = Enumerable.Range(0, 4000)
            .CountBy(i => ((CropGeometry)new RandomCrop(1, 1).Draw(mask, SeededRandom.For(i))).X).ToDictionary();
        Assert.Equal([0, 1, 50, 99], hits.Keys.Order());
        Assert.All(hits.Values, count => Assert.InRange(count, 880, 1120));
    }

    [Fact]
    public void Without_edited_pixels_any_crop_is_possible()
    {
        var drawn = Enumerable.Range(0, 500)
            .Select(i => (CropGeometry)new RandomCrop(6, 1).Draw(Mask.Empty(8, 7), SeededRandom.For(i))).ToHashSet();
        Assert.Equal(6, drawn.Count);
    }

    [Fact]
    public void Steering_holds_for_images_smaller_than_the_crop()
    {
        var mask = new Mask(2, 2, [0, 0, 0, 1]);
        Assert.All(Enumerable.Range(0, 50),
            i => Assert.True(new RandomCrop(9, 1).Draw(mask, SeededRandom.For(i)).Apply(mask).Coverage > 0));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_outside_0_to_1_is_refused(double ontoEdits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(3, ontoEdits));

    [Fact]
    public void The_fault_is_named_in_the_pipeline_and_refused_where_sizes_would_part()
    {
        var faulty = Transform.PaperLocalizationTrain(20).WithMasksLeftBehind();
        Assert.Equal(
            "PaperLocalizationTrain, masks stay behind → Resize { Width = 20, Height = 20 }"
            + " → MaskStaysBehind { Step = HorizontalFlip { Probability = 0.5 } }"
            + " → MaskStaysBehind { Step = Rotation { Degrees = 15, Fill = 0 } }"
            + " → Normalization { Mean = (0.485, 0.456, 0.406), StandardDeviation = (0.229, 0.224, 0.225) }",
            faulty.ToString());
        Assert.Throws<ArgumentException>(() => new MaskStaysBehind(new RandomCrop(20)));
    }

    [Fact]
    public void The_fault_changes_the_mask_and_not_the_image()
    {
        var sound = Transform.PaperLocalizationTrain(17);
        var (image, mask) = (TransformFixture.Noise(23, 17), Source);
        for (var seed = 0; seed < 20; seed++)
        {
            var faulty = sound.WithMasksLeftBehind().Apply(image, mask, SeededRandom.For(seed));
            Assert.Equal(sound.Apply(image, mask, SeededRandom.For(seed)).Image.Pixels, faulty.Image.Pixels);
            Assert.Equal(new ResizeGeometry(17, 17).Apply(mask).Pixels, faulty.Mask.Pixels);
        }
    }

    private static Mask Source => ToMask(Expected.GetProperty("source"));

    private static Mask Edited(int width, int height, params int[] pixels) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => pixels.Contains(i) ? Mask.Edited : Mask.Authentic)]);

    private static Mask ToMask(JsonElement mask) =>
        new(mask.GetProperty("width").GetInt32(), mask.GetProperty("height").GetInt32(),
            Convert.FromHexString(mask.GetProperty("pixels").GetString()!));
}
