using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data;

public sealed class SplitLeaksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Linked_files_and_folders_are_one_image()
    {
        Images("laion/0_real", 20, 0);
        Images("dalle/1_fake", 20, 100);
        Images("glide/1_fake", 20, 200);
        Directory.CreateSymbolicLink(folder.File("dalle/0_real"), folder.File("laion/0_real"));
        Directory.CreateDirectory(folder.File("glide/0_real"));
        foreach (var file in Directory.GetFiles(folder.File("laion/0_real")))
        {
            File.CreateSymbolicLink(Path.Combine(folder.File("glide/0_real"), Path.GetFileName(file)), file);
        }
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal(60, images.Count);
        Assert.All(images.Where(record => !record.IsPositive), record => Assert.Equal("laion", record.Source));
        Assert.Contains(
            "21 left out (same file as another 20, link to a folder that is read elsewhere 1)", images.Ledger!.Summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Hard_links_are_one_image()
    {
        Images("a/0_real", 3, 0);
        Images("a/1_fake", 3, 100);
        Directory.CreateDirectory(folder.File("b/0_real"));
        using var link = System.Diagnostics.Process.Start("ln", [folder.File("a/0_real/0.png"), folder.File("b/0_real/again.png")]);
        link.WaitForExit();
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal((6, folder.File("a/0_real/0.png")), (images.Count, images.Ledger!.Single(file => file.Use == FileUse.LeftOut).Detail));
    }

    [Fact]
    public void A_file_linked_into_both_classes_is_in_neither_and_warned_about()
    {
        Images("0_real", 3, 0);
        Images("1_fake", 3, 100);
        File.CreateSymbolicLink(folder.File("1_fake/x.png"), folder.File("0_real/0.png"));
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal(5, images.Count);
        Assert.Contains(
            "are one file, labelled real and synthetic: neither is used", Assert.Single(images.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_with_the_same_bytes_stay_in_one_part()
    {
        Images("a/0_real", 20, 0);
        Images("a/1_fake", 20, 100);
        Images("b/0_real", 20, 0);
        Images("b/1_fake", 20, 200);
        var images = DetectionFolder.Read(folder.Root);
        foreach (var seed in Enumerable.Range(0, 5))
        {
            var split = images.Split(seed);
            var contents = new[] { split.Train, split.Validation, split.Test }
                .Select(part => part.Select(record => Convert.ToHexString(File.ReadAllBytes(record.Path))).ToHashSet()).ToList();
            Assert.Empty(contents[0].Intersect(contents[1].Union(contents[2])));
            Assert.Empty(contents[1].Intersect(contents[2]));
            Assert.StartsWith("20 images have several names in different groups", Assert.Single(split.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_named_split_that_separates_the_same_bytes_is_warned_about_or_refused()
    {
        Images("train/0_real", 3, 0);
        Images("train/1_fake", 3, 100);
        Images("test/0_real", 3, 2);
        Images("test/1_fake", 3, 200);
        var images = DetectionFolder.Read(folder.Root);
        Assert.StartsWith("1 image is in two parts under different names, such as", Assert.Single(images.SplitAsNamed().Warnings),
            StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => images.SplitAsNamed(leaks: Leaks.Refuse));
        Assert.Contains(folder.File("train/0_real/2.png") + " (training)", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("test/0_real/0.png") + " (test)", error.Message, StringComparison.Ordinal);
        Assert.Empty(images.SplitAsNamed(leaks: Leaks.Ignore).Warnings);
    }

    [Fact]
    public void Frames_of_one_video_in_two_parts_are_warned_about_until_folders_are_groups()
    {
        foreach (var video in Enumerable.Range(0, 5))
        {
            folder.Touch(Enumerable.Range(1, 8).SelectMany(frame => new[]
            {
                $"FF/real/{video:D3}/{frame:D5}.png", $"FF/fake/{video:D3}_{video + 1:D3}/{frame:D5}.png",
            }));
        }
        var images = DetectionFolder.Read(folder.Root);
        var warning = Assert.Single(images.Split(17).Warnings);
        Assert.Matches("^[0-9]+ of 10 folders that look like the frames of a video have images in two parts", warning);
        Assert.Contains("TELLTALE_GROUP=folder", warning, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => images.Split(17, leaks: Leaks.Refuse));
        Assert.Empty(images.Split(17, GroupBy.Folder).Warnings);
        Assert.Empty(images.Grouped(GroupBy.Pattern(@"/(\d{3})(_\d{3})?/")).Split(17, leaks: Leaks.Refuse).Warnings);
    }

    [Theory]
    [InlineData("fake/{0:D3}/frame_{1:D4}.jpg")]
    [InlineData("fake/aab{0}/aab{0}_{1}.png")]
    [InlineData("manipulated/Deepfakes/1_fake/id{0}_id9_0001/{1:D5}.png")]
    [InlineData("1_fake/clip {0}/clip {0}-{1}.webp")]
    public void Frames_of_videos_are_known_whatever_their_folders_and_frames_are_called(string name)
    {
        folder.Touch(Enumerable.Range(0, 40).Select(number => $"0_real/p{number}{number * 7}.jpg"));
        folder.Touch(from video in Enumerable.Range(0, 6)
                     from frame in Enumerable.Range(1, 8)
                     select string.Format(System.Globalization.CultureInfo.InvariantCulture, name, video, frame));
        var images = DetectionFolder.Read(folder.Root);
        Assert.Matches("^[0-9]+ of 6 folders that look like the frames of a video", Assert.Single(images.Split(17).Warnings));
    }

    [Fact]
    public void Numbered_images_directly_in_class_folders_are_no_videos()
    {
        folder.Touch(from source in new[] { "car", "cat" }
            from label in new[] { "0_real", "1_fake" }
            from number in Enumerable.Range(0, 9)
            select $"progan/{source}/{label}/{number:D5}.png");
        Assert.Empty(DetectionFolder.Read(folder.Root).Split(17).Warnings);
    }

    [Fact]
    public void Near_duplicates_of_decoded_images_are_warned_about()
    {
        foreach (var number in Enumerable.Range(0, 12))
        {
            var (real, fake) = (Picture(number), Picture(100 + number));
            folder.Put($"train/0_real/{number}.png", ImageCodec.EncodePng(real));
            folder.Put($"train/1_fake/{number}.png", ImageCodec.EncodePng(fake));
            folder.Put($"test/0_real/{number}.jpg", ImageCodec.EncodeJpeg(number == 0 ? real : Picture(200 + number), 80));
            folder.Put($"test/1_fake/{number}.jpg", ImageCodec.EncodeJpeg(Picture(300 + number), 80));
        }
        var images = DetectionFolder.Read(folder.Root);
        Assert.Empty(images.SplitAsNamed().Warnings);
        Assert.StartsWith(
            "1 pair of images that look the same are in two parts", Assert.Single(images.Verify().SplitAsNamed().Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_by_name_and_by_pattern()
    {
        var record = new ImageRecord("/data/set12/scene7_a.png", ImageLabel.Real, "camera");
        Assert.Equal("scene7_a", GroupBy.Name(record));
        Assert.Equal("/data/set12", GroupBy.Folder(record));
        Assert.Equal("7", GroupBy.Pattern(@"scene(\d+)")(record));
        Assert.Equal("set12", GroupBy.Pattern(@"set\d+")(record));
        Assert.Contains(
            record.Path, Assert.Throws<InvalidDataException>(() => GroupBy.Pattern("movie")(record)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => GroupBy.Pattern("("));
    }

    private static RgbImage Picture(int seed)
    {
        var image = new RgbImage(64, 64);
        var random = new Random(seed);
        var blocks = Enumerable.Range(0, 17 * 16).Select(_ => (byte)random.Next(256)).ToArray();
        for (var pixel = 0; pixel < 64 * 64; pixel++)
        {
            image.Pixels.AsSpan(3 * pixel, 3).Fill(blocks[pixel / 64 / 4 * 17 + pixel % 64 / 4]);
        }
        return image;
    }

    private void Images(string place, int count, int firstShade)
    {
        foreach (var number in Enumerable.Range(0, count))
        {
            var shade = (byte)(firstShade + number);
            folder.Put($"{place}/{number}.png", ImageCodec.EncodePng(new RgbImage(2, 2, [.. Enumerable.Repeat(shade, 12)])));
        }
    }
}
