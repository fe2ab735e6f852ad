using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

public class NearDuplicatesTests
{
    // Blurred noise: every picture has a layout of its own, as scenes do.
    private static RgbImage Scene(long seed)
    {
        var noise = new RgbImage(12, 12);
        SeededRandom.For(seed).NextBytes(noise.Pixels);
        return new Resize(160, 120).Apply(noise, SeededRandom.For());
    }

    private static ImageRecord Save(TemporaryFolder folder, string name, byte[] content)
    {
        File.WriteAllBytes(folder.File(name), content);
        return new(folder.File(name), ImageLabel.Real, "scenes");
    }

    [Fact]
    public void A_copy_in_another_size_and_format_stays_near_and_another_scene_far()
    {
        var copy = ImageCodec.Decode(ImageCodec.EncodeJpeg(new Resize(100, 75).Apply(Scene(1), SeededRandom.For()), 60), "copy");
        Assert.InRange(PerceptualHash.Of(Scene(1)).Distance(PerceptualHash.Of(copy)), 0, NearDuplicates.DefaultDistance);
        Assert.InRange(PerceptualHash.Of(Scene(1)).Distance(PerceptualHash.Of(Scene(2))), 70, 186);
    }

    [Fact]
    public void Bits_say_whether_brightness_falls_to_the_right()
    {
        var falling = new RgbImage(17, 16, [.. Enumerable.Range(0, 17 * 16 * 3).Select(index => (byte)(255 - 10 * (index / 3 % 17)))]);
        Assert.Equal(PerceptualHash.Bits, PerceptualHash.Of(falling).Distance(default));
        Assert.Equal(0, PerceptualHash.Of(new RgbImage(17, 16)).Distance(default));
    }

    [Fact]
    public void A_planted_copy_is_found_unless_it_names_its_original()
    {
        using var folder = new TemporaryFolder();
        var images = Enumerable.Range(0, 6).Select(index => Save(folder, $"{index}.png", ImageCodec.EncodePng(Scene(index)))).ToArray();
        var copy = Save(folder, "copy.jpg", ImageCodec.EncodeJpeg(Scene(3), 70));
        var pair = Assert.Single(NearDuplicates.Of(new("scenes", [.. images, copy])));
        Assert.Equal((images[3], copy), (pair.First, pair.Second));
        Assert.Empty(NearDuplicates.Of(new("scenes", [.. images, copy with { SourceId = images[3].SourceId }])));
    }

    [Fact]
    public void Across_a_split_only_pairs_in_two_parts_count()
    {
        using var folder = new TemporaryFolder();
        var images = Enumerable.Range(0, 3).Select(index => Save(folder, $"{index}.png", ImageCodec.EncodePng(Scene(index)))).ToArray();
        var copy = Save(folder, "copy.jpg", ImageCodec.EncodeJpeg(Scene(0), 80));
        static ImageCollection Part(params ImageRecord[] records) => new("part", records);
        Assert.Single(NearDuplicates.Across(new(Part(images[0]), Part(images[1]), Part(copy), Part(images[2], copy))));
        Assert.Empty(NearDuplicates.Across(new(Part(images[0], copy), Part(images[1]), Part(images[2]), Part(images[2]))));
    }
}
