using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

/// <summary>The history of simulated photographs that were never compressed, with one thing done to each.</summary>
public class SimulatedHistoryTests
{
    private const int Side = 192;
    private const int Count = 12;

    private static readonly Lazy<RgbImage[]> Untouched = new(() => [.. Enumerable.Range(0, Count).Select(Photographed)]);

    private static RgbImage[] Photographs => Untouched.Value;

    [Theory]
    [InlineData(60)]
    [InlineData(75)]
    [InlineData(90)]
    public void An_earlier_JPEG_is_found_with_its_quality_in_a_crop_stored_as_PNG(int quality)
    {
        var crops = Crops(image => MadeHistory.Jpeg(image, quality)).Select(MadeHistory.Measured).ToArray();
        Assert.All(crops, history => Assert.InRange(history.EarlierQuality, quality - 2, quality + 2));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(75)]
    public void An_earlier_JPEG_is_found_beneath_a_later_one_of_quality_90(int quality)
    {
        var crops = Crops(image => MadeHistory.Jpeg(image, quality)).Select(Stored).ToArray();
        Assert.True(crops.Count(history => Math.Abs(history.EarlierQuality - quality) <= 2) >= Count - 2);
        Assert.True(crops.Count(history => Math.Abs(history.PixelQuality - 90) <= 2) >= Count - 2);
    }

    [Fact]
    public void No_earlier_JPEG_is_found_where_there_was_none()
    {
        var untouched = Crops(image => image).ToArray();
        Assert.All(untouched.Select(MadeHistory.Measured), history =>
            Assert.Equal((PixelHistory.NoQuality, PixelHistory.NoQuality), (history.PixelQuality, history.EarlierQuality)));
        Assert.All(untouched.Select(Stored), history => Assert.Equal(PixelHistory.NoQuality, history.EarlierQuality));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(75)]
    public void The_blocks_of_a_single_compression_are_its_own_and_no_earlier_ones(int quality) => Assert.All(
        Photographs.Select(image => MadeHistory.Measured(MadeHistory.Jpeg(image, quality))), history =>
        {
            Assert.InRange(history.PixelQuality, quality - 2, quality + 2);
            Assert.Equal(PixelHistory.NoQuality, history.EarlierQuality);
        });

    [Theory]
    [InlineData(1.25)]
    [InlineData(1.5)]
    public void An_enlargement_is_periodic(double factor)
    {
        var before = Photographs.Select(MadeHistory.Measured).ToArray();
        var after = Photographs.Select(image => MadeHistory.Measured(Middle(MadeHistory.Scaled(image, factor)))).ToArray();
        Assert.True(MadeHistory.Auc([.. after.Select(h => h.Resampling)], [.. before.Select(h => h.Resampling)]) > 0.9);
    }

    [Fact]
    public void A_shrink_and_a_later_JPEG_hide_an_earlier_one()
    {
        var (clean, hidden) = (Photographs.Select(Shrunk), Photographs.Select(image => Shrunk(MadeHistory.Jpeg(image, 75))));
        Assert.InRange(
            MadeHistory.Auc([.. hidden.Select(h => h.EarlierJpeg)], [.. clean.Select(h => h.EarlierJpeg)]), 0.1, 0.9);

        static PixelHistory Shrunk(RgbImage image) => Stored(MadeHistory.Scaled(image, 0.8));
    }

    [Fact]
    public void An_image_that_is_too_small_has_no_known_history_and_a_flat_one_none()
    {
        Assert.Equal(PixelHistory.Unknown, MadeHistory.Measured(new RgbImage(63, 200)));
        var flat = MadeHistory.Measured(new RgbImage(64, 64));
        Assert.Equal((100, 0, 100, 0, 0), (flat.PixelQuality, flat.EarlierJpeg, flat.EarlierQuality, flat.Resampling, flat.CutOff));
    }

    [Fact]
    public void Of_a_large_image_the_middle_is_read_on_the_same_grid()
    {
        var luma = new LumaPlane([.. Enumerable.Range(0, 600 * 530).Select(i => (float)(i % 251))], 600, 530);
        var middle = luma.Centre(512);
        Assert.Equal((512, 512), (middle.Width, middle.Height));
        Assert.Equal(luma.Values[8 * 600 + 40], middle.Values[0]); // (600 − 512) / 2 = 44 and (530 − 512) / 2 = 9, in whole blocks
    }

    private static IEnumerable<RgbImage> Crops(Func<RgbImage, RgbImage> before) => Photographs.Select((image, index) =>
        MadeHistory.Cropped(before(image), 1 + index % 3, 1 + index % 7, Side - 8, Side - 8));

    private static PixelHistory Stored(RgbImage image) => MadeHistory.Measured(MadeHistory.Jpeg(image, 90));

    private static RgbImage Middle(RgbImage image) =>
        MadeHistory.Cropped(image, (image.Width - Side) / 2, (image.Height - Side) / 2, Side, Side);

    private static RgbImage Photographed(int scene)
    {
        var plan = new FilePlan(Side, Side, "png", 90, ChromaSubsampling.Yuv444, Reduction: 1, EarlierQuality: null);
        var camera = new[] { Camera.Compact, Camera.Reflex, Camera.Phone }[scene % 3];
        var photograph = Photograph.Take(
            camera, plan, phases: 1, new TextureBank(17), SeededRandom.For(17, scene, 0), SeededRandom.For(17, scene, 1));
        return Photograph.Publish(photograph, plan, phases: 1, SeededRandom.For(17, scene, 2)).ToRgbImage();
    }
}
