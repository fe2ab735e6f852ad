using System.Text;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Runtime;
using static Telltale.Tests.Data.Layouts.ShardFiles;

namespace Telltale.Tests.Data.Layouts;

public sealed class ShardLayoutTests : IDisposable
{
    private static readonly (string, object)[] Two = [("a.cls", "0"), ("a.jpg", Jpeg(1)), ("b.cls", "1"), ("b.jpg", Jpeg(2))];

    private readonly TemporaryFolder folder = new();
    private readonly HashSet<string> unpacked = [];

    public void Dispose()
    {
        unpacked.ToList().ForEach(made => Directory.Delete(made, recursive: true));
        folder.Dispose();
    }

    [Fact]
    public void Samples_of_a_tar_archive_are_labelled_images_and_every_file_is_in_the_ledger()
    {
        folder.Tar("faces/train-000000.tar",
            ("a/0001.cls", "0"), ("a/0001.jpg", Jpeg(1)), ("a/0001.txt", "a caption"), ("a/0002.cls", "1\n"), ("a/0002.PNG", Png(2)),
            ("a/0003.webp", Webp(3)), ("a/0003.json", """{"label": "fake", "source": "flux", "tags": ["x"], "seed": 7}"""),
            ("a/0004.jpg", Jpeg(4)), ("a/0005.jpg", Jpeg(5)), ("a/0005.mask.png", Png(5)), ("a/0005.cls", "real"),
            ("__MACOSX/._0001.jpg", "x"), ("README", "x"));
        var read = Read(folder.Root);
        Assert.Equal(
            [
                ("0001.jpg", ImageLabel.Real, "faces"), ("0002.PNG", ImageLabel.Synthetic, "faces"),
                ("0003.webp", ImageLabel.Synthetic, "flux"), ("0005.jpg", ImageLabel.Real, "faces"),
            ],
            read.Select(record => (Path.GetFileName(record.Path), record.Label, record.Source)));
        Assert.All(read, record => Assert.Equal("train", record.Split));
        Assert.Equal(ImageCodec.Decode(Jpeg(5), "5").Pixels, ImageCodec.Read(read[3].Path).Pixels);
        Assert.Equal(
            ["image 4", "label 4", "shard 1", ".txt of a sample 1", "hidden file 1", "mask 1",
                "no extension, hence of no sample 1", "without a label 1"],
            Counts(read));
        var ledger = read.Ledger!;
        Assert.Equal(14, ledger.Select(file => file.Path).Distinct().Count());
        Assert.Contains(ledger.Rows, row => row is { Folder: "faces/train-000000.tar", Reason: "without a label", Files: 1 });
    }

    [Fact]
    public void Rows_of_a_Parquet_file_keep_their_labels_where_images_paths_or_labels_are_missing()
    {
        const string Names = """
            {"info": {"features": {"image": {"_type": "Image"}, "target": {"names": ["fake", "real"], "_type": "ClassLabel"}}}}
            """;
        (byte[]?, string?, long?, string?)[] rows =
        [
            (Jpeg(1), "a.jpg", 1, "x"), (null, "gone.jpg", 0, "x"), (Png(2), null, 0, "x"), (Jpeg(3), "a.jpg", 0, null),
            (Jpeg(4), "d/e.jpg", -1, "x"), (null, null, 1, "x"), (Encoding.ASCII.GetBytes("text"), null, 1, "x"), (Webp(5), "f", 1, "y"),
        ];
        folder.Parquet("mine/data/test-00000-of-00001.parquet", rows, "label AS target, source, 'a caption' AS caption", Names);
        var read = Read(folder.File("mine"));
        Assert.Equal(
            [(1, ImageLabel.Real, "x"), (2, ImageLabel.Synthetic, "x"), (3, ImageLabel.Synthetic, "data"), (5, ImageLabel.Real, "y")],
            read.Select(record => (Tone(record), record.Label, record.Source)));
        Assert.Equal(["a.jpg", "row-000002", "a.jpg", "f"], read.Select(record => Path.GetFileName(record.Path)));
        Assert.All(read, record => Assert.Equal("test", record.Split));
        Assert.Equal(
            ["image 4", "shard 1", "image that is not embedded 1", "no image 1", "row without an image 1", "without a label 1"],
            Counts(read));
    }

    [Fact]
    public void Rows_of_many_row_groups_stay_together()
    {
        var rows = Enumerable.Range(0, 5000).Select(row => (
            row % 7 == 3 ? null : (byte[]?)Png(row % 200), row % 5 == 2 ? null : $"{row}.png",
            (long?)(row % 200 < 100 ? 0 : 1), (string?)$"s{row % 200:D3}"));
        folder.Parquet("all.parquet", [.. rows], "label, source", null);
        var read = Read(folder.File("all.parquet"));
        Assert.Equal(5000 - 714, read.Count);
        Assert.All(read.Where((_, index) => index % 13 == 0), record => Assert.Equal($"s{Tone(record):D3}", record.Source));
        Assert.All(read, record => Assert.Equal(
            record.Label == ImageLabel.Synthetic, string.CompareOrdinal(record.Source, "s100") >= 0));
    }

    [Fact]
    public void Columns_and_labels_are_named_by_the_caller()
    {
        folder.Parquet("a.parquet", [(Jpeg(1), null, 7, "photo"), (Jpeg(2), null, 8, "diffusion")],
            "source AS typ, {'bytes': bytes} AS second, bytes AS first", null, withImages: false);
        var message = Assert.Throws<UnusableFileException>(() => Read(folder.Root)).Message;
        Assert.Contains("The images may be in the column second or first.", message, StringComparison.Ordinal);
        var csv = new CsvOptions
        {
            Columns = { ["path"] = "second", ["label"] = "typ" },
            Labels = { ["photo"] = ImageLabel.Real, ["diffusion"] = ImageLabel.Synthetic },
        };
        Assert.Equal(
            [(1, ImageLabel.Real), (2, ImageLabel.Synthetic)],
            Read(folder.Root, csv).Select(record => (Tone(record), record.Label)));
        csv.Labels.Clear();
        var unknown = Assert.Throws<InvalidDataException>(() => Read(folder.Root, csv)).Message;
        Assert.StartsWith(folder.File("a.parquet"), unknown, StringComparison.Ordinal);
        Assert.Contains("the label 'photo' is unknown", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_labels_of_one_sample_that_differ_are_an_error_that_shows_both()
    {
        folder.Tar("x.tar", [.. Two, ("b.json", """{"label": "real"}""")]);
        var message = Assert.Throws<InvalidDataException>(() => Read(folder.Root)).Message;
        Assert.Contains("'1' in its .cls file and 'real' in its .json file", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut.tar", 0.3)]
    [InlineData("cut.tar", 0.8)]
    [InlineData("cut.tar.gz", 0.5)]
    [InlineData("cut.tgz", 0.97)]
    [InlineData("cut.parquet", 0.9)]
    public void A_shard_that_was_cut_off_is_refused_by_name_and_nothing_stays(string name, double share)
    {
        var path = name.EndsWith("parquet", StringComparison.Ordinal)
            ? folder.Parquet(name, [(Jpeg(1), null, 0, ""), (Jpeg(2), null, 1, "")], "label", null)
            : folder.Tar(name, Two);
        var bytes = File.ReadAllBytes(path);
        // The last blocks of an archive are padding to 10 kB, which may be missing.
        File.WriteAllBytes(path, bytes[..(int)(share * (name == "cut.tar" ? bytes.AsSpan().LastIndexOfAnyExcept((byte)0) : bytes.Length))]);
        var before = Cached();
        Assert.StartsWith(path, Assert.Throws<UnusableFileException>(() => Read(path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Cached());
    }

    [Fact]
    public void Archives_that_were_joined_are_refused()
    {
        var path = folder.Tar("x.tar", Two);
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), .. File.ReadAllBytes(path)]);
        var message = Assert.Throws<UnusableFileException>(() => Read(path)).Message;
        Assert.Contains("several archives were joined", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_shards_is_named_by_its_numbers()
    {
        folder.Tar("train-008.tar.gz", Two);
        folder.Tar("train-009.tar.gz", Two);
        folder.Tar("train-010.tar.gz", [("c.cls", "1"), ("c.jpg", Jpeg(3))]);
        Assert.Equal(5, Read(folder.File("train-{008..010}.tar.gz")).Count);
        Assert.Equal(2, Read(folder.File("train-{008..008}.tar.gz")).Count);
        Assert.StartsWith(folder.File("train-011.tar.gz"),
            Assert.Throws<UnusableFileException>(() => Read(folder.File("train-{009..011}.tar.gz"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_leads_out_of_the_cache_or_replaces_another()
    {
        folder.Tar("x.tar",
            ("../../out.cls", "0"), ("../../out.jpg", Jpeg(1)), ("/etc/y.cls", "1"), ("/etc/y.jpg", Jpeg(2)),
            ("z.cls", "1"), ("z.jpg", Jpeg(3)), ("z/z.cls", "1"), ("z/z.jpg", Jpeg(4)), ("w.cls", "0"), ("w.jpg", Jpeg(5)),
            ("w.jpg/w.cls", "0"), ("w.jpg/w.jpg", Jpeg(6)), ("z.cls", "0"), ("z.jpg", Jpeg(7)), ($"{new string('ä', 300)}.cls", "1"),
            ($"{new string('ä', 300)}.jpg", Jpeg(8)));
        var read = Read(folder.Root);
        Assert.Equal(Enumerable.Range(1, 8), read.Select(Tone));
        Assert.All(read, record => Assert.StartsWith(CacheFolder.In("shards"), Path.GetFullPath(record.Path), StringComparison.Ordinal));
    }

    [Fact]
    public void Archives_and_tables_of_other_things_are_left_out_beside_images_in_folders()
    {
        folder.Put("0_real/a.jpg", Jpeg(1));
        folder.Put("1_fake/a.jpg", Jpeg(2));
        folder.Tar("backup.tar", ("0_real/a.jpg", Jpeg(1)), ("1_fake/a.jpg", Jpeg(2)));
        folder.Put("broken.tar", Encoding.ASCII.GetBytes("no archive"));
        folder.Parquet("scores.parquet", [(null, null, 1, "a")], "label", null, withImages: false);
        var read = Read(folder.Root);
        Assert.Equal(2, read.Count);
        Assert.Equal(["image 2", "no image 3"], Counts(read));
    }

    [Fact]
    public void Links_to_one_shard_are_read_once()
    {
        var path = folder.Tar("x.tar", Two);
        File.CreateSymbolicLink(folder.File("y.tar"), path);
        var read = Read(folder.Root);
        Assert.Equal(["image 2", "label 2", "shard 1", "same file as another 1"], Counts(read));
    }

    [Fact]
    public void A_shard_is_unpacked_again_where_an_image_or_a_label_in_the_cache_was_changed()
    {
        folder.Tar("x.tar", Two);
        var image = Read(folder.Root)[0].Path;
        var table = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(image))!, "entries.csv");
        foreach (var file in (string[])[image, table])
        {
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, [.. bytes[..^3], (byte)(bytes[^3] ^ 1), .. bytes[^2..]]);
            Assert.Equal([ImageLabel.Real, ImageLabel.Synthetic], Read(folder.Root).Select(record => record.Label));
            Assert.Equal(bytes, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void A_broken_image_of_a_shard_is_broken_in_the_ledger()
    {
        folder.Tar("x.tar", [.. Two, ("c.cls", "1"), ("c.jpg", Jpeg(3)[..200])]);
        var read = Read(folder.Root).Verify(InvalidImages.Skip, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, read.Count);
        Assert.Equal(1, read.Ledger!.Of(FileUse.Broken));
    }

    private ImageCollection Read(string path, CsvOptions? csv = null)
    {
        var before = Cached();
        try
        {
            return DetectionFolder.Read(path, csv: csv);
        }
        finally
        {
            unpacked.UnionWith(Cached().Except(before));
        }
    }

    private static string[] Cached() => CacheFolder.In("shards") is var shards && Directory.Exists(shards)
        ? Directory.GetFileSystemEntries(shards) : [];

    private static IEnumerable<string> Counts(ImageCollection read) => read.Ledger!.GroupBy(file => (file.Use, file.Reason))
        .OrderBy(files => files.Key.Use).ThenBy(files => files.Key.Reason, StringComparer.Ordinal)
        .Select(files => $"{files.Key.Reason} {files.Count()}");

    private static int Tone(ImageRecord record) => ImageCodec.Read(record.Path).Pixels[0];
}
