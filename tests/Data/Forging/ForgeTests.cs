using System.Text.RegularExpressions;
using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Forging;

public class ForgeTests
{
    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var album = Gallery.Album(folder, 5);
        var one = Gallery.Content(Made(album, folder.File("one"), new(), threads: 1));
        Assert.Equal(one, Gallery.Content(Made(album, folder.File("two"), new(), threads: 2)));
        Assert.NotEqual(one, Gallery.Content(Made(album, folder.File("three"), new() { Seed = 18 }, threads: 2)));
    }

    [Fact]
    public void Files_are_named_as_in_tgif()
    {
        using var folder = new TemporaryFolder();
        var files = Gallery.Files(Made(Gallery.Album(folder, 3), folder.File("tgif"), new()));
        foreach (var id in new[] { "day 0-IMG_0.x", "day 1-IMG_1.x", "day 0-IMG_2.x" })
        {
            var split = Single($@"orig/(\w+)/{id}_orig\.png");
            Assert.Equal(split, Single($@"masks/(\w+)/{id}_mask_bbox\.png"));
            Assert.Equal(split, Single($@"masks/(\w+)/{id}_mask_segm\.png"));
            Assert.Equal(split, Single($@"ps-sp/(\w+)/{id}_mask_(?:bbox|segm)\.png_ps_0\.png"));
            Assert.Equal(split, Single($@"sd2-sp/(\w+)/{id}_mask_(?:bbox|segm)\.png_ps_mask\.png_sd2_0\.png"));
            Assert.Equal(split, Single($@"sd2-fr/(\w+)/{id}_mask_(?:bbox|segm)\.png_sd2-512_0\.png"));
            Assert.Equal(split, Single($@"sdxl-fr/(\w+)/{id}_mask_(?:bbox|segm)\.png_sdxl-1024_0\.png"));
            Assert.Equal(split, Single($@"masks/(\w+)/{id}_mask_(?:bbox|segm)_512\.png"));
            Assert.Equal(split, Single($@"masks/(\w+)/{id}_mask_(?:bbox|segm)_1024\.png"));
        }
        var originals = files.Where(file => file.StartsWith("orig/", StringComparison.Ordinal));
        Assert.Equal(["testing", "training", "validation"], originals.Select(file => file.Split('/')[1]).Order());

        string Single(string pattern) =>
            Assert.Single(files.Select(file => Regex.Match(file, $"^{pattern}$")), match => match.Success).Groups[1].Value;
    }

    [Fact]
    public void All_images_of_a_photograph_have_one_format_and_size()
    {
        using var folder = new TemporaryFolder();
        folder.Put("photos/tall.jpg", ImageCodec.EncodeJpeg(Gallery.Photograph(8, 120, 240).ToRgbImage(), 90));
        var made = Made(Gallery.Album(folder, 3), folder.File("tgif"), new() { LongestSide = 140 });
        var sizes = Gallery.Files(made).Where(file => file.EndsWith(".png", StringComparison.Ordinal))
            .Select(file => (Tall: file.Contains("tall", StringComparison.Ordinal), Header: ImageCodec.Inspect(Path.Combine(made, file))))
            .GroupBy(image => image.Tall, image => (image.Header.Format, image.Header.Width, image.Header.Height)).ToList();
        Assert.Equal([("png", 140, 112)], sizes.Single(group => !group.Key).Distinct());
        Assert.Equal([("png", 70, 140)], sizes.Single(group => group.Key).Distinct());
    }

    [Fact]
    public void What_a_splice_leaves_alone_is_the_original_pixel_for_pixel_unless_it_was_saved_again()
    {
        using var folder = new TemporaryFolder();
        var album = Gallery.Album(folder, 4);
        Assert.All(Outside(new() { Resaving = null }), changed => Assert.Equal(0, changed));
        Assert.Contains(Outside(new()), changed => changed > 0);

        IEnumerable<int> Outside(ForgeOptions options)
        {
            var made = Made(album, folder.File($"tgif {options.Resaving}"), options);
            foreach (var edited in Gallery.Files(made).Where(file => file.StartsWith("sd2-sp/", StringComparison.Ordinal)))
            {
                var (split, name) = (edited.Split('/')[1], edited.Split('/')[2]);
                var original = ImageCodec.Read(
                    Path.Combine(made, "orig", split, name[..name.IndexOf("_mask_", StringComparison.Ordinal)] + "_orig.png"));
                var mask = ImageCodec.Read(Path.Combine(made, "masks", split, name.Replace("_sd2_0.png", "", StringComparison.Ordinal)));
                var image = ImageCodec.Read(Path.Combine(made, edited));
                // Feathering reaches a few pixels beyond the mask: only columns without any of it are asked.
                var untouched = Enumerable.Range(0, image.Width)
                    .Where(x => Enumerable.Range(Math.Max(0, x - 8), Math.Min(image.Width, x + 9) - Math.Max(0, x - 8))
                        .All(near => Enumerable.Range(0, image.Height).All(y => mask.Pixels[3 * (y * image.Width + near)] == 0)))
                        .ToHashSet();
                yield return Enumerable.Range(0, image.Pixels.Length)
                    .Count(i => untouched.Contains(i / 3 % image.Width) && image.Pixels[i] != original.Pixels[i]);
            }
        }
    }

    [Fact]
    public void Variations_differ_and_share_their_selections()
    {
        using var folder = new TemporaryFolder();
        var made = Made(
            Gallery.Album(folder, 3), folder.File("tgif"), new() { Variations = 3, Methods = [ForgingMethod.PhotoshopSpliced] });
        var contents = Gallery.Content(Path.Combine(made, "ps-sp"));
        Assert.Equal((9, 9), (contents.Length, contents.Select(content => content.Split(' ')[^1]).Distinct().Count()));
        Assert.Equal(6, Gallery.Files(Path.Combine(made, "masks")).Count(file => !file.Contains("ps_mask", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_finished_folder_is_not_made_again_and_another_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        var (album, target) = (Gallery.Album(folder, 3), folder.File("tgif"));
        var file = Path.Combine(Made(album, target, new()), "made-by-telltale.txt");
        var written = File.GetLastWriteTimeUtc(file);
        Assert.Equal(target, Made(album, target, new()));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        var other = Assert.Throws<IOException>(() => Made(album, target, new() { Seed = 18 }));
        Assert.StartsWith($"'{target}' contains other files", other.Message, StringComparison.Ordinal);
        var mask = Directory.GetFiles(Path.Combine(target, "masks"), "*.png", SearchOption.AllDirectories)[0];
        var bytes = File.ReadAllBytes(mask);
        File.WriteAllBytes(mask, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Assert.Contains("was changed", Assert.Throws<IOException>(() => Made(album, target, new())).Message, StringComparison.Ordinal);
        File.WriteAllBytes(mask, bytes);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        var inside = Assert.Throws<IOException>(() => Made(album, Path.Combine(album, "forged"), new()));
        Assert.Contains("so its images would count as photographs", inside.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_cancelled_or_fails_leaves_nothing_and_names_the_photograph()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var album = Gallery.Album(folder, 4);
        Assert.ThrowsAny<OperationCanceledException>(
            () => Forge.Folder(album, folder.File("tgif"), null, new Call(_ => cancellation.Cancel()), cancellation.Token));
        folder.Put("photos/b.jpg", ImageCodec.EncodeJpeg(new(200, 40), 90));
        folder.Put("photos/c.jpg", [1, 2, 3]);
        var failure = Assert.Throws<ImageFileException>(() => Forge.Folder(album, folder.File("tgif")));
        Assert.StartsWith(folder.File("photos"), failure.File, StringComparison.Ordinal);
        File.Delete(folder.File("photos/c.jpg"));
        Assert.Contains("200 × 40 pixels; forging needs at least 64",
            Assert.Throws<ImageFileException>(() => Forge.Folder(album, folder.File("tgif"))).Message, StringComparison.Ordinal);
        Assert.Equal([folder.File("photos")], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Progress_counts_every_photograph_once()
    {
        using var folder = new TemporaryFolder();
        var reports = new List<WorkProgress>();
        Forge.Folder(Gallery.Album(folder, 4), folder.File("tgif"), null, new Call(reports.Add));
        Assert.Equal([1L, 2, 3, 4], reports.Select(report => report.Done));
        Assert.All(reports, report => Assert.Equal((4, "photographs", "forging (simulated)"), (report.Total, report.Unit, report.Task)));
    }

    [Fact]
    public void Bad_input_is_refused_with_advice()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("There is no folder",
            Assert.Throws<DirectoryNotFoundException>(() => Forge.Folder(folder.File("none"))).Message, StringComparison.Ordinal);
        folder.Touch("photos/a.jpg", "photos/b.jpg");
        Assert.Contains("contains 2 photographs",
            Assert.Throws<InvalidDataException>(() => Forge.Folder(folder.File("photos"))).Message, StringComparison.Ordinal);
        folder.Touch("photos/b.png");
        Assert.Contains("would both be named 'b'",
            Assert.Throws<InvalidDataException>(() => Forge.Folder(folder.File("photos"))).Message, StringComparison.Ordinal);
        var unknown = Assert.ThrowsAny<ArgumentException>(() => Forge.Folder("", null, new() { Methods = [new Retouching("gimp")] }));
        Assert.NotNull(unknown);
        Assert.Contains("TGIF has no method 'gimp'", Assert.Throws<ArgumentException>(
            () => Forge.Folder(folder.File("photos"), null, new() { Methods = [new Retouching("gimp")] })).Message,
            StringComparison.Ordinal);
        Assert.Contains("63 × 90 pixels",
            Assert.Throws<ArgumentException>(() => Forge.Photograph(new(63, 90), ForgingMethod.All[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reader_of_tgif_finds_every_image_its_mask_its_method_and_its_original()
    {
        using var folder = new TemporaryFolder();
        var read = LocalizationFolder.Read(Made(Gallery.Album(folder, 5), folder.File("forged"), new() { Variations = 2 }));
        Assert.True(read.IsSimulated);
        Assert.Equal((45, 40), (read.Count, read.Count(record => record.IsPositive)));
        Assert.Equal(5, read.Select(record => record.SourceId).Distinct().Count());
        Assert.All(read.GroupBy(record => record.SourceId), group =>
            Assert.Equal((9, 1), (group.Count(), group.Select(record => record.Split).Distinct().Count())));
        var kinds = read.Where(record => record.IsPositive).CountBy(record => $"{record.Method} {record.EditKind}");
        Assert.Equal(["ps Spliced", "sd2 FullyRegenerated", "sd2 Spliced", "sdxl FullyRegenerated"],
            kinds.Select(kind => kind.Key).Order(StringComparer.Ordinal));
        Assert.All(kinds, kind => Assert.Equal(10, kind.Value));
        Assert.Equal([3, 1, 1], Parts(read.SplitAsNamed()).Select(part => part.Select(record => record.SourceId).Distinct().Count()));
        var dataset = new LocalizationDataset(read, Transform.Evaluation(64));
        Assert.All(Enumerable.Range(0, read.Count),
            index => Assert.Equal(read[index].IsPositive, dataset.ReadPair(index).Mask.Coverage > 0));

        static ImageCollection[] Parts(CollectionSplit split) => [split.Train, split.Validation, split.Test];
    }

    [Fact]
    public void Real_photographs_are_forged_at_their_own_size()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(SharedData.Folder("photos/bsds500"), "*.jpg").Order(StringComparer.Ordinal).Take(3))
        {
            folder.Put($"photos/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }
        var read = LocalizationFolder.Read(Made(folder.File("photos"), folder.File("forged"), new())).WithHeaders();
        Assert.Equal(15, read.Count);
        Assert.All(read,
            record => Assert.Equal((321, 481), (Math.Min(record.Width, record.Height), Math.Max(record.Width, record.Height))));
    }

    [Fact]
    public void One_photograph_is_forged_with_its_mask()
    {
        var photograph = Gallery.Photograph(5).ToRgbImage();
        foreach (var method in ForgingMethod.All)
        {
            var (forgery, again) =
                (Forge.Photograph(photograph, method, RegionShape.Brush, 9), Forge.Photograph(photograph, method, RegionShape.Brush, 9));
            Assert.Equal((photograph.Width, photograph.Height),
                (forgery.Image.Width, forgery.Mask.Height == photograph.Height ? forgery.Image.Height : -1));
            Assert.Equal(forgery.Image.Pixels, again.Image.Pixels);
            Assert.NotEqual(photograph.Pixels, forgery.Image.Pixels);
            Assert.InRange(forgery.Mask.Coverage, 0.02, 0.45);
        }
    }

    private static string Made(string photographs, string destination, ForgeOptions options, int threads = 2) =>
        Forge.Folder(photographs, destination, options, threads, progress: null, CancellationToken.None);

    private sealed class Call(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}
