using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using static Telltale.Tests.Data.Layouts.ShardFiles;

namespace Telltale.Tests.Data.Layouts;

public sealed class MaskShardTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string[] before = Cached();

    public void Dispose()
    {
        Cached().Except(before).ToList().ForEach(made => Directory.Delete(made, recursive: true));
        folder.Dispose();
    }

    [Fact]
    public void Masks_of_a_tar_archive_belong_to_the_images_of_their_samples()
    {
        folder.Tar("edits/val-000.tar",
            ("1.jpg", Jpeg(1)), ("1.json", """{"label": "edited", "method": "sd2", "edit_kind": "sp", "mask_path": "m/1.png"}"""),
            ("1.mask.png", Half()), ("2.gt.png", Half()), ("2.png", Png(2)), ("3.cls", "0"), ("3.webp", Webp(3)),
            ("4.jpg", Jpeg(4)), ("4.json", """{"label": "authentic"}"""), ("4.seg.png", Png(0)), ("5.jpg", Jpeg(5)), ("5.mask.png", Half()),
            ("5.segmentation.png", Half()));
        var read = LocalizationFolder.Read(folder.Root);
        Assert.Equal(
            [(1, ImageLabel.Edited, true), (2, ImageLabel.Edited, true), (3, ImageLabel.Authentic, false), (4, ImageLabel.Authentic, true),
                (5, ImageLabel.Edited, true)],
            read.Select(record => (Tone(record), record.Label, record.MaskPath is not null)));
        Assert.Equal(("edits", "validation", "sd2", EditKind.Spliced), (read[0].Source, read[0].Split, read[0].Method, read[0].EditKind));
        Assert.Equal(
            "14 files: 13 used (image 5, mask 4, label 3, shard 1), 1 left out (another image of its sample 1), 0 broken",
            read.Ledger!.Summary);
        using var batch = new Loader(new LocalizationDataset(read, Transform.Evaluation(16)), 5, seed: 1, shuffle: false).Epoch(0).Single();
        Assert.Equal([128, 128, 0, 0, 128], batch.Targets.sum([1, 2, 3]).data<float>().ToArray().Select(sum => (int)sum));
    }

    [Fact]
    public void Masks_of_a_Parquet_file_are_a_column_of_their_own()
    {
        (byte[]?, string?, long?, string?)[] rows = [(Jpeg(1), "a.jpg", 1, "x"), (Jpeg(2), null, 0, "x"), (Png(3), "c.png", 1, "y")];
        folder.Parquet("own/test-0.parquet", rows,
            $"CASE WHEN label = 1 THEN {{'bytes': from_hex('{Convert.ToHexString(Half())}'), 'path': 'm.png'}} END AS mask, label, source",
            null);
        var read = LocalizationFolder.Read(folder.Root);
        Assert.Equal(
            [(1, ImageLabel.Edited, "x"), (2, ImageLabel.Authentic, "x"), (3, ImageLabel.Edited, "y")],
            read.Select(record => (Tone(record), record.Label, record.Source)));
        Assert.Equal([true, false, true], read.Select(record => record.MaskPath is not null));
        Assert.All(read.Where(record => record.IsPositive), record => Assert.Equal(Half(), File.ReadAllBytes(record.MaskPath!)));
        Assert.Equal("6 files: 6 used (image 3, mask 2, shard 1), 0 left out, 0 broken", read.Ledger!.Summary);
        Assert.Equal([1, 2, 3], DetectionFolder.Read(folder.Root).Select(Tone));
    }

    [Fact]
    public void The_column_of_the_masks_is_named_by_the_caller_and_sets_are_named_by_their_numbers()
    {
        for (var shard = 0; shard < 3; shard++)
        {
            folder.Parquet($"part-{shard}.parquet", [(Png(10 + shard), null, 1, "x")],
                $"{{'bytes': from_hex('{Convert.ToHexString(Half())}')}} AS annotation, source", null);
        }
        var csv = new CsvOptions { Columns = { ["mask_path"] = "annotation" } };
        var reported = new List<WorkProgress>();
        var read = LocalizationFolder.Read(
            folder.File("part-{0..2}.parquet"), new() { Csv = csv }, progress: new Told(reported.Add));
        Assert.Equal([10, 11, 12], read.Select(Tone));
        Assert.All(read, record => Assert.Equal(ImageLabel.Edited, record.Label));
        Assert.Equal([(1L, 3L, "shards"), (2L, 3L, "shards"), (3L, 3L, "shards")],
            reported.Select(report => (report.Done, report.Total, report.Unit)));
        Assert.Throws<InvalidDataException>(() => LocalizationFolder.Read(folder.Root));
    }

    [Fact]
    public void An_image_without_a_mask_that_is_not_called_authentic_is_named_or_skipped()
    {
        folder.Tar("x.tar", ("1.jpg", Jpeg(1)), ("1.mask.png", Half()), ("2.jpg", Jpeg(2)), ("3.cls", "1"), ("3.jpg", Jpeg(3)),
            ("4.cls", "authentic"), ("4.jpg", Jpeg(4)), ("4.mask.png", Half()));
        var message = Assert.Throws<ImageFileException>(() => LocalizationFolder.Read(folder.File("x.tar"))).Message;
        Assert.Contains("2.jpg: It has no mask. Looked for a mask in its sample.", message, StringComparison.Ordinal);
        var read = LocalizationFolder.Read(folder.File("x.tar"), new() { Invalid = InvalidImages.Skip });
        Assert.Equal([1, 4], read.Select(Tone));
        Assert.Equal(2, read.Skipped.Count);
        Assert.Contains("authentic", Assert.Throws<ImageFileException>(() => MaskReading.Read(read[1], 16, 16)).Message,
            StringComparison.Ordinal);
    }

    private static string[] Cached() => CacheFolder.In("shards") is var shards && Directory.Exists(shards)
        ? Directory.GetFileSystemEntries(shards) : [];

    private static int Tone(ImageRecord record) => ImageCodec.Read(record.Path).Pixels[0];

    /// <summary>White in its lower half.</summary>
    private static byte[] Half() =>
        ImageCodec.EncodePng(new(16, 16, [.. Enumerable.Range(0, 3 * 256).Select(value => (byte)(value < 3 * 128 ? 0 : 255))]));
}
