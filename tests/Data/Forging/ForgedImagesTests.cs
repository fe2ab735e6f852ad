using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Forging;

public sealed class ForgedImagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_edit_differs_from_its_original_inside_the_mask_alone_and_keeps_its_group_and_format()
    {
        var authentic = Authentic(4);
        var edited = ForgedImages.Edited(authentic, ForgingMethod.CopyMove);
        Assert.True(edited.IsSimulated);
        Assert.Equal(authentic.Select(record => record.SourceId), edited.Select(record => record.SourceId));
        Assert.All(authentic.Zip(edited), pair =>
        {
            Assert.Equal((ImageLabel.Edited, EditKind.Spliced, "copy-move"), (pair.Second.Label, pair.Second.EditKind, pair.Second.Method));
            Assert.Equal(ImageCodec.Inspect(pair.First.Path).JpegQuality, ImageCodec.Inspect(pair.Second.Path).JpegQuality);
        });
        var lossless = authentic.Zip(edited).Where(pair => pair.First.Path.EndsWith("png", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lossless);
        Assert.All(lossless, pair =>
        {
            var (before, after) = (ImageCodec.Read(pair.First.Path), ImageCodec.Read(pair.Second.Path));
            var mask = MaskReading.Read(pair.Second, after.Width, after.Height);
            var changed = Enumerable.Range(0, mask.Pixels.Length)
                .Where(i => !before.Pixels.AsSpan(3 * i, 3).SequenceEqual(after.Pixels.AsSpan(3 * i, 3))).ToList();
            Assert.InRange(changed.Count(i => mask.Pixels[i] == Mask.Edited), 1, changed.Count);
            Assert.InRange(changed.Count(i => mask.Pixels[i] == Mask.Authentic) / (double)changed.Count, 0, 0.3); // the feathered edge
        });
    }

    [Fact]
    public void An_unedited_regeneration_changes_every_part_of_the_image_and_has_an_empty_mask()
    {
        var authentic = Authentic(4);
        var regenerated = ForgedImages.Unedited(authentic, ForgingMethod.StableDiffusion2FullyRegenerated);
        var dataset = new LocalizationDataset(regenerated, Transform.Evaluation(64));
        Assert.All(authentic.Index(), one =>
        {
            var (image, mask) = dataset.ReadPair(one.Index);
            var original = ImageCodec.Read(one.Item.Path);
            Assert.Equal((0, ImageLabel.Authentic), (mask.Coverage, regenerated[one.Index].Label));
            var changed = Enumerable.Range(0, image.Pixels.Length).Count(i => image.Pixels[i] != original.Pixels[i]);
            Assert.InRange(changed / (double)image.Pixels.Length, 0.5, 1);
        });
    }

    [Fact]
    public void A_fully_regenerated_edit_is_outside_its_region_what_the_unedited_regeneration_is()
    {
        var photograph = Gallery.Photograph(3);
        var region = EditRegion.Draw(photograph, RegionShape.Box, SeededRandom.For(1));
        var method = ForgingMethod.StableDiffusion2FullyRegenerated;
        var edited = method.Edit(photograph, region, SeededRandom.For(2));
        var unedited = method.Unedited(photograph, SeededRandom.For(2));
        var (left, top, width, height) = region.Bounds(around: 0);
        var outside = Enumerable.Range(0, photograph.Width * photograph.Height).Where(i => i % photograph.Width is var x
            && i / photograph.Width is var y && (x < left || x >= left + width || y < top || y >= top + height));
        Assert.All(outside, i => Assert.Equal(unedited.PlaneArray(1)[i], edited.PlaneArray(1)[i]));
    }

    [Fact]
    public void The_same_call_gives_the_same_files_and_another_seed_others()
    {
        var authentic = Authentic(3);
        string[] Bytes(long seed) => [.. ForgedImages.Edited(authentic, ForgingMethod.StableDiffusion2Spliced, RegionShape.Segment, seed)
            .Select(record => Convert.ToHexString(File.ReadAllBytes(record.Path)))];
        Assert.Equal(Bytes(1), Bytes(1));
        Assert.NotEqual(Bytes(1), Bytes(2));
    }

    [Fact]
    public void Edited_images_and_methods_that_change_nothing_are_refused()
    {
        var edited = ForgedImages.Edited(Authentic(3), ForgingMethod.CopyMove);
        Assert.Contains("is edited already", Assert.Throws<ArgumentException>(() =>
            ForgedImages.Edited(edited, ForgingMethod.CopyMove)).Message, StringComparison.Ordinal);
        Assert.Contains("'copy-move' splices", Assert.Throws<ArgumentException>(() =>
            ForgedImages.Unedited(Authentic(3), ForgingMethod.CopyMove)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_follows_the_edges_of_the_picture()
    {
        // A grey disc on white, with noise: a segment that starts inside stays inside while there is room.
        var (width, height) = (120, 100);
        var random = SeededRandom.For(9);
        float[] plane = [.. Enumerable.Range(0, width * height).Select(i => (float)(
            (IsInside(i) ? 0.3 : 0.9) + 0.02 * random.NextGaussian()))];
        var picture = new FloatImage(width, height, [plane, plane, plane]);
        var mixed = Enumerable.Range(0, 20).Select(seed =>
        {
            var mask = EditRegion.Draw(picture, RegionShape.Segment, SeededRandom.For(seed)).Mask;
            var edited = Enumerable.Range(0, mask.Pixels.Length).Where(i => mask.Pixels[i] == Mask.Edited).ToList();
            Assert.InRange(edited.Count / (double)mask.Pixels.Length, 0.02, 0.45);
            var inside = edited.Count(IsInside) / (double)edited.Count;
            return Math.Min(inside, 1 - inside);
        });
        Assert.InRange(mixed.Average(), 0, 0.15); // boxes and silhouettes at random places: about 0.3

        bool IsInside(int i) => Math.Pow(i % width - 60, 2) + Math.Pow(i / width - 50, 2) < 35 * 35;
    }

    private ImageCollection Authentic(int count) => new("photographs", Enumerable.Range(0, count).Select(number =>
    {
        var image = Gallery.Photograph(number).ToRgbImage();
        var (name, bytes) = number % 2 == 0
            ? ($"{number}.png", ImageCodec.EncodePng(image))
            : ($"{number}.jpg", ImageCodec.EncodeJpeg(image, 88));
        var path = folder.File(name);
        File.WriteAllBytes(path, bytes);
        return new ImageRecord(path, ImageLabel.Authentic, "camera") { SourceId = $"original {number}" };
    }));
}
