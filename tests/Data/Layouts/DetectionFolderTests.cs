using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class DetectionFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_folder_above_0_real_and_1_fake_is_the_source_at_any_depth()
    {
        folder.Touch("progan/car/0_real/a.png", "progan/car/1_fake/a.png", "flux/0_real/b.jpg", "flux/1_fake/b.jpg");
        Assert.Equal(["Real flux", "Synthetic flux", "Real progan/car", "Synthetic progan/car"], Read().Select(Described));
    }

    [Fact]
    public void Images_of_one_source_alone_have_the_name_of_the_folder()
    {
        folder.Touch("set/0_real/a.png", "set/1_fake/b.png");
        Assert.Equal(["set"], DetectionFolder.Read(folder.File("set")).Sources);
    }

    [Theory]
    [InlineData("real", "fake")]
    [InlineData("Real", "FAKE")]
    [InlineData("0_real", "1_fake")]
    public void Both_names_of_the_class_folders_are_known(string real, string fake)
    {
        folder.Touch($"set/{real}/a.png", $"set/{fake}/b.png");
        Assert.Equal(["Real set", "Synthetic set"], Read().OrderBy(record => record.Label).Select(Described));
    }

    [Fact]
    public void GenImage_is_read_with_the_split_it_names()
    {
        folder.Touch("BigGAN/imagenet_ai/train/ai/a.png", "BigGAN/imagenet_ai/train/nature/b.JPEG",
            "BigGAN/imagenet_ai/val/ai/c.png", "BigGAN/imagenet_ai/val/nature/d.JPEG");
        var collection = Read();
        Assert.Equal(["BigGAN/imagenet_ai"], collection.Sources);
        Assert.Equal(
            ["Synthetic train", "Real train", "Synthetic validation", "Real validation"],
            collection.Select(record => $"{record.Label} {record.Split}"));
    }

    [Fact]
    public void Folders_named_ai_and_nature_are_ignored_where_the_other_is_not()
    {
        folder.Touch("holiday/ai/a.png", "trips/nature/b.png");
        Assert.Contains("holiday/ai, trips/nature", Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_names_the_split_is_no_part_of_the_source()
    {
        folder.Touch("train/progan/0_real/a.png", "train/progan/1_fake/a.png", "progan/testing/0_real/b.png",
            "progan/testing/1_fake/b.png", "val/0_real/c.png", "val/1_fake/c.png");
        Assert.Equal(
            [$"test progan", "train progan", $"validation {Path.GetFileName(folder.Root)}"],
            Read().Where(record => !record.IsPositive).Select(record => $"{record.Split} {record.Source}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_visible_files_with_an_image_name_count()
    {
        folder.Touch(
            "0_real/a.b.c.JPG", "0_real/b.jpeg", "0_real/c.PNG", "0_real/d.webp",
            "0_real/e.bmp", "0_real/f.gif", "1_fake/a.png_sd2-512_0.png",
            "0_real/Thumbs.db", "0_real/.hidden.jpg", "0_real/._a.jpg", "0_real/readme.txt",
            "0_real/jpg", "0_real/a.jpg.tmp", "__MACOSX/0_real/g.jpg", ".cache/1_fake/h.jpg");
        Assert.Equal(["a.b.c.JPG", "b.jpeg", "c.PNG", "d.webp", "e.bmp", "f.gif", "a.png_sd2-512_0.png"],
            Read().Select(record => Path.GetFileName(record.Path)));
    }

    [Fact]
    public void The_order_is_ordinal()
    {
        folder.Touch("s/1_fake/x.png", "s/0_real/b.png", "s/0_real/B.png", "s/0_real/_.png",
            "s/0_real/a10.png", "s/0_real/a9.png", "s/0_real/a/z.png", "s/0_real/ä.png");
        Assert.Equal(["B.png", "_.png", "z.png", "a10.png", "a9.png", "b.png", "ä.png", "x.png"],
            Read().Select(record => Path.GetFileName(record.Path)));
    }

    [Fact]
    public void What_only_looks_like_an_image_is_listed_and_refused_by_the_reader()
    {
        folder.Touch("1_fake/a.png");
        Directory.CreateDirectory(folder.File("0_real/folder.jpg"));
        File.CreateSymbolicLink(folder.File("0_real/link.jpg"), folder.File("gone.jpg"));
        var failures = Read().Verify(InvalidImages.Skip).Skipped;
        Assert.Collection(
            failures,
            failure => Assert.Matches(@"folder\.jpg: This is a directory", failure.Message),
            failure => Assert.Matches(@"link\.jpg: This is a link to .*gone\.jpg, which does not exist", failure.Message),
            failure => Assert.Matches(@"a\.png: The file is empty", failure.Message));
    }

    [Fact]
    public void A_folder_with_the_name_of_an_image_may_hold_images()
    {
        folder.Touch("faces.jpg/0_real/a.png", "faces.jpg/1_fake/b.png");
        Assert.Equal(["Real faces.jpg", "Synthetic faces.jpg"], Read().Select(Described));
    }

    [Fact]
    public void Links_to_folders_are_followed_but_never_in_a_circle()
    {
        folder.Touch("store/pictures/a.png", "set/1_fake/b.png");
        Directory.CreateSymbolicLink(folder.File("set/0_real"), folder.File("store/pictures"));
        Directory.CreateSymbolicLink(folder.File("set/1_fake/again"), folder.File("set"));
        Assert.Equal(["Real", "Synthetic"], DetectionFolder.Read(folder.File("set")).Select(record => record.Label.ToString()));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => DetectionFolder.Read(folder.File("nowhere")));
        Assert.Contains(folder.File("nowhere"), error.Message, StringComparison.Ordinal);
        Assert.Contains("0_real and 1_fake", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_says_what_was_looked_for()
    {
        var error = Assert.Throws<InvalidDataException>(Read);
        Assert.Contains(folder.Root, error.Message, StringComparison.Ordinal);
        Assert.Contains("class folders (0_real and 1_fake", error.Message, StringComparison.Ordinal);
        Assert.Contains("found no image files", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0_real", "2 real and 0 synthetic")]
    [InlineData("1_fake", "0 real and 2 synthetic")]
    public void One_class_alone_is_refused(string only, string found)
    {
        folder.Touch($"set/{only}/a.png", $"set/{only}/b.png");
        Assert.Contains(found, Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_takes_precedence_over_folders_and_can_be_given_itself()
    {
        folder.Touch("0_real/a.png", "1_fake/b.png");
        File.WriteAllText(folder.File("manifest.csv"), "path,label,source\n0_real/a.png,real,phone\n1_fake/b.png,synthetic,flux\n");
        File.Copy(folder.File("manifest.csv"), folder.File("v1.0.csv"));
        Assert.Equal(["flux", "phone"], Read().Sources);
        Assert.Equal("v1.0", DetectionFolder.Read(folder.File("v1.0.csv")).Name);
    }

    [Fact]
    public void A_manifest_of_one_class_is_refused_by_its_name()
    {
        File.WriteAllText(folder.File("manifest.csv"), "path,label\na.png,real\n");
        Assert.Contains(
            "manifest.csv' does not contain both classes", Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shared_images_are_read_as_they_are()
    {
        var collection = DetectionFolder.Read(SharedData.Folder("detection"));
        var counts = collection.CountBy(Described).Select(count => $"{count.Key} {count.Value}").ToList();
        Assert.Superset(new HashSet<string>(Expected), counts.ToHashSet());
    }

    private static readonly string[] Expected =
    [
        "Real flux-faces 229", "Real shoes-raw 250", "Real stylegan2-faces 589", "Synthetic flux-faces 650", "Synthetic shoes-raw 250",
        "Synthetic stylegan2-faces 700", "Real multi-generator/dalle-mini 160", "Synthetic multi-generator/dalle-mini 150",
    ];

    private ImageCollection Read() => DetectionFolder.Read(folder.Root);

    private static string Described(ImageRecord record) => $"{record.Label} {record.Source}";
}
