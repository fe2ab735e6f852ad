using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class SagiLayoutTests : IDisposable
{
    private const string Header = "img_path,mask_path,src_path,type\r\n";

    private static readonly (string Original, string Method, string Image, string Kind)[] Official =
    [
        ("coco/original/000000570782.jpg", "coco/mixed",
            "coco_000000570782_controlnet_sd1-5_1_None_coco_000000570782_hdpainter_2_dreamshaper_2_None", "fr"),
        ("coco/original/000000109900.jpg", "coco/brushnet", "coco_000000109900_brushnet_epicrealism_1_Blended", "sp"),
        ("raise/original/r3e291363t_Q94.jpg", "raise/removeanything", "raise_r3e291363t_Q94_removeanything_lama_1_None", "sp"),
        ("raise/original/r55a2b3d9t_Q98_aligned_Q66.jpg", "raise/powerpaint",
            "raise_r55a2b3d9t_Q98_aligned_Q66_powerpaint_realisticvision_1_None", "fr"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_alone_say_everything_but_splice_or_full()
    {
        Make("");
        Assert.Equal(
            [
                "coco/109900 coco   Unknown", "coco/570782 coco   Unknown",
                "coco/109900 coco brushnet  Unknown", "coco/570782 coco mixed  Unknown",
                "raise/r3e291363t raise  94 Unknown", "raise/r55a2b3d9t raise  66 Unknown", "raise/r55a2b3d9t raise powerpaint 66 Unknown",
                "raise/r3e291363t raise removeanything 94 Unknown",
            ],
            Read().Select(Described));
        Assert.All(Read(), record => Assert.Equal((record.IsPositive, "validation"), (record.MaskPath is not null, record.Split)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sagid")]
    [InlineData("sagid/val")]
    public void The_official_list_tells_spliced_from_fully_regenerated_at_any_depth(string place)
    {
        Make("");
        List(Path.Combine(place, "taskB_val.csv"));
        Assert.Equal(
            ["brushnet Spliced", "mixed FullyRegenerated", "powerpaint FullyRegenerated", "removeanything Spliced"],
            LocalizationFolder.Read(folder.File(place)).Where(record => record.IsPositive)
                .Select(record => $"{record.Method} {record.EditKind}").Order(StringComparer.Ordinal));
        Assert.Equal(4, LocalizationFolder.Read(folder.File(place)).Count(record => !record.IsPositive));
    }

    [Fact]
    public void The_list_may_be_outside_the_folder()
    {
        Make("images/");
        List("lists/taskB_val.csv");
        var collection = LocalizationFolder.Read(folder.File("images"), new() { SagiList = folder.File("lists/taskB_val.csv") });
        Assert.DoesNotContain(collection, record => record.IsPositive && record.EditKind == EditKind.Unknown);
    }

    [Fact]
    public void Sources_that_the_list_does_not_name_are_read_without_it()
    {
        Make("");
        List("taskB_val.csv");
        folder.Touch(
            "sagid/val/openimages/original/0a1b.jpg", "sagid/val/openimages/hdpainter/image/openimages_0a1b_hdpainter_sd2_1_None.jpg",
            "sagid/val/openimages/hdpainter/mask/openimages_0a1b_hdpainter_sd2_1_None_mask.png");
        Assert.Equal(["openimages/a1b openimages   Unknown", "openimages/a1b openimages hdpainter  Unknown"],
            Read().Where(record => record.Source == "openimages").Select(Described));
        Assert.Equal(10, Read().Count);
    }

    [Fact]
    public void What_the_list_names_and_the_folder_lacks_is_named_with_file_and_line()
    {
        Make("");
        List("taskB_val.csv");
        File.Delete(folder.File("sagid/val/coco/brushnet/mask/coco_000000109900_brushnet_epicrealism_1_Blended_mask.png"));
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File("sagid/val/coco/brushnet/image/coco_000000109900_brushnet_epicrealism_1_Blended.jpg"),
            error.Message, StringComparison.Ordinal);
        Assert.Contains("_Blended_mask.png does not exist", error.Message, StringComparison.Ordinal);
        Assert.Contains("taskB_val.csv names it in line 3", error.Message, StringComparison.Ordinal);
        Assert.Single(LocalizationFolder.Read(folder.Root, new() { Invalid = InvalidImages.Skip }).Skipped);
    }

    [Fact]
    public void Without_a_list_too_an_image_without_its_mask_is_named()
    {
        Make("");
        File.Delete(
            folder.File("sagid/val/raise/powerpaint/mask/raise_r55a2b3d9t_Q98_aligned_Q66_powerpaint_realisticvision_1_None_mask.png"));
        Assert.Contains("Looked for " + folder.File("sagid/val/raise/powerpaint/mask/"),
            Assert.Throws<ImageFileException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sagid\\val\\coco\\a\\image\\x.jpg,sagid\\val\\coco\\a\\mask\\x_mask.png,sagid\\val\\coco\\original\\x.jpg,half\r\n",
        "'half' is neither sp nor fr")]
    [InlineData("sagid\\val\\coco\\a\\x.jpg,sagid\\val\\coco\\a\\mask\\x_mask.png,sagid\\val\\coco\\original\\x.jpg,sp\r\n",
        "'img_path' is 'sagid/val/coco/a/x.jpg'")]
    [InlineData("sagid\\val\\coco\\a\\image\\x.jpg,,sagid\\val\\coco\\original\\x.jpg,sp\r\n", "'mask_path' is empty")]
    public void A_row_that_cannot_be_understood_is_named_with_its_line(string row, string problem)
    {
        File.WriteAllText(folder.File("list.csv"), Header + row);
        var error = Assert.Throws<ManifestException>(() => LocalizationFolder.Read(folder.File("list.csv")));
        Assert.Equal(2, error.Line);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_other_images_is_refused()
    {
        folder.Touch("sagid/val/coco/original/1.jpg");
        List("taskB_val.csv");
        Assert.Contains(
            "none of the images it names is below", Assert.Throws<ManifestException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_the_official_list_is_understood()
    {
        var collection = LocalizationFolder.Read(Path.Combine(SharedData.Folder("mediaeval"), "taskB_val.csv"));
        var (edited, authentic) =
            (collection.Where(record => record.IsPositive).ToList(), collection.Where(record => !record.IsPositive).ToList());
        Assert.Equal((6212, 3227), (edited.Count, authentic.Count));
        Assert.Equal(["coco", "raise"], collection.Sources);
        Assert.Equal(
            [
                "brushnet FullyRegenerated 443", "brushnet Spliced 435", "controlnet FullyRegenerated 758",
                "hdpainter FullyRegenerated 616", "hdpainter Spliced 278", "inpaintanything Spliced 850",
                "mixed FullyRegenerated 894", "mixed Spliced 101", "powerpaint FullyRegenerated 458",
                "powerpaint Spliced 441", "removeanything Spliced 938",
            ],
            edited.CountBy(record => $"{record.Method} {record.EditKind}")
                .Select(count => $"{count.Key} {count.Value}").Order(StringComparer.Ordinal));
        Assert.All(collection, record => Assert.Equal(record.Source == "raise", record.JpegQuality is >= 1 and <= 100));
        Assert.All(edited, record => Assert.EndsWith("_mask.png", record.MaskPath, StringComparison.Ordinal));
        // Every edit belongs to an authentic image, and has its JPEG quality.
        var originals = authentic.ToLookup(record => record.SourceId, record => record.JpegQuality);
        Assert.All(edited, record => Assert.Contains(record.JpegQuality, originals[record.SourceId]));
    }

    private void Make(string above)
    {
        foreach (var (original, method, image, _) in Official)
        {
            folder.Touch($"{above}sagid/val/{original}", $"{above}sagid/val/{method}/image/{image}.jpg",
                $"{above}sagid/val/{method}/mask/{image}_mask.png");
        }
    }

    private void List(string name)
    {
        var rows = Official.Select(each => $"sagid/val/{each.Method}/image/{each.Image}.jpg,"
            + $"sagid/val/{each.Method}/mask/{each.Image}_mask.png,sagid/val/{each.Original},{each.Kind}\r\n");
        folder.Put(name, System.Text.Encoding.UTF8.GetBytes(Header + string.Concat(rows).Replace('/', '\\')));
    }

    private ImageCollection Read() => LocalizationFolder.Read(folder.Root);

    private static string Described(ImageRecord record) =>
        $"{record.SourceId} {record.Source} {record.Method} {record.JpegQuality} {record.EditKind}";
}
