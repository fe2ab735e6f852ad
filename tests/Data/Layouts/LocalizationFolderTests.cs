using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class LocalizationFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_folder_may_contain_several_layouts()
    {
        folder.Touch(
            "set/image/a.jpg", "set/mask/a.png", "tgif/masks/training/1_mask_bbox_512.png",
            "tgif/sd2-fr/training/1_mask_bbox.png_sd2-512_0.png",
            "sagid/val/coco/original/000000000001.jpg", "sagid/val/coco/brushnet/image/coco_000000000001_brushnet_sd2_1_None.jpg",
            "sagid/val/coco/brushnet/mask/coco_000000000001_brushnet_sd2_1_None_mask.png",
            "casia/Tp/Tp_S_NRN_S_O_sec00036_sec00036_00764.jpg",
            "casia/gt/Tp_S_NRN_S_O_sec00036_sec00036_00764_gt.png");
        Assert.Equal(["casia", "coco", "set", "tgif"], Read().Sources);
        Assert.Equal(5, Read().Count);
    }

    [Fact]
    public void The_same_photograph_of_COCO_is_one_group_in_TGIF_and_SAGI_D()
    {
        folder.Touch(
            "tgif/orig/training/570782_orig.png", "sagid/coco/original/000000570782.jpg",
            "sagid/coco/brushnet/image/coco_000000570782_brushnet_sd2_1_None.jpg",
            "sagid/coco/brushnet/mask/coco_000000570782_brushnet_sd2_1_None_mask.png");
        Assert.Equal(["coco/570782"], Read().Select(record => record.SourceId).Distinct());
    }

    [Fact]
    public void A_manifest_takes_precedence_over_folders_and_can_be_given_itself()
    {
        folder.Touch("set/image/a.jpg", "set/mask/a.png");
        File.WriteAllText(folder.File("manifest.csv"), "path,label,mask_path,method,regeneration\nb.jpg,edited,b.png,sd2,sp\n");
        var record = Assert.Single(Read());
        Assert.Equal((folder.File("b.jpg"), folder.File("b.png"), "sd2", EditKind.Spliced),
            (record.Path, record.MaskPath, record.Method, record.EditKind));
        Assert.Equal("manifest", LocalizationFolder.Read(folder.File("manifest.csv")).Name);
    }

    [Fact]
    public void A_manifest_of_another_tool_is_ignored()
    {
        folder.Touch("set/image/a.jpg", "set/mask/a.png");
        File.WriteAllText(folder.File("manifest.csv"), "dataset,name,\"base_id\ncvip,\"a\"b");
        Assert.Equal(folder.File("set/image/a.jpg"), Assert.Single(Read()).Path);
    }

    [Fact]
    public void A_manifest_for_detection_is_refused()
    {
        File.WriteAllText(folder.File("manifest.csv"), "path,label\na.jpg,real\n");
        Assert.Contains("manifest.csv' labels", Assert.Throws<InvalidDataException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains(
            folder.File("nowhere"), Assert.Throws<DirectoryNotFoundException>(
                () => LocalizationFolder.Read(folder.File("nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_of_no_known_layout_says_what_was_looked_for_and_what_is_there()
    {
        folder.Touch("holiday/a.jpg", "0_real/b.jpg");
        var error = Assert.Throws<InvalidDataException>(() => Read());
        Assert.Contains("Looked for TGIF (orig, masks", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "image and mask folders (folders image and mask side by side); or a manifest.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains("found 2 images in 0_real, holiday", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shared_images_are_read_as_they_are()
    {
        var collection = LocalizationFolder.Read(SharedData.Folder("localization"));
        Assert.Equal(
            [
                "Authentic comofod 50", "Authentic cvip_d12 20", "Authentic cvip_d3_authentic 50", "Edited comofod 50", "Edited cvip_d0 50",
                "Edited cvip_d12 240",
            ],
            collection.CountBy(record => $"{record.Label} {record.Source}")
                .Select(count => $"{count.Key} {count.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(50 + 50 + 20, collection.Select(record => record.SourceId).Distinct().Count());
        var dataset = new LocalizationDataset(collection, Telltale.Data.Transforms.Transform.Evaluation(64), cache: new ImageCache(0));
        foreach (var index in Enumerable.Range(0, collection.Count).Where(index => index % 23 == 0))
        {
            Assert.Equal(collection[index].IsPositive, dataset.ReadPair(index).Mask.Coverage > 0);
        }
    }

    private ImageCollection Read() => LocalizationFolder.Read(folder.Root);
}
