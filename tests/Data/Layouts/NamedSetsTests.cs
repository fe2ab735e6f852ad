using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

/// <summary>Each published data set in miniature, with the names of its own files; and all of them below one folder.</summary>
public sealed class NamedSetsTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Official = new()
    {
        ["columbia"] =
        [
            "4cam_auth/canong3_02_sub_01.tif", "4cam_auth/edgemask/canong3_02_sub_01_edgemask.jpg",
            "4cam_splc/canong3_canonxt_sub_01.tif", "4cam_splc/edgemask/canong3_canonxt_sub_01_edgemask.jpg",
            "4cam_splc/edgemask/canong3_canonxt_sub_01_edgemask_3.jpg", "README.txt",
        ],
        ["COVERAGE"] =
        [
            "image/1.tif", "image/1t.tif", "image/2.tif", "image/2t.tif", "label/1.mat", "mask/1copy.tif", "mask/1forged.tif",
            "mask/1paste.tif", "mask/2copy.tif", "mask/2forged.tif", "mask/2paste.tif",
        ],
        ["CoMoFoD_small_v2"] = ["001_B.png", "001_F.png", "001_F_JC1.jpg", "001_M.png", "001_O.png", "001_O_BC3.png"],
        ["IMD2020"] =
        [
            "1a1ogs/1a1ogs_orig.jpg", "1a1ogs/c8tf5mq_0.png", "1a1ogs/c8tf5mq_0_mask.png", "1a1ogs/c8tfabc_0.jpg",
            "1a1ogs/c8tfabc_0_mask.png", "1a3oag/1a3oag_orig.jpg", "1a3oag/c8ttrkh_0.png", "1a3oag/c8ttrkh_0_mask.png",
        ],
        ["AutoSplice"] =
        [
            "Authentic/39406.jpg", "Forged_JPEG100/39406_0.jpg", "Forged_JPEG75/39406_0.jpg", "Forged_JPEG90/39406_0.jpg",
            "Forged_JPEG90/39406_1.jpg", "Mask/39406_mask.png",
        ],
        ["tifs-database"] =
        [
            "DSO-1/normal-01.png", "DSO-1/splicing-01.png", "DSO-1-Fake-Images-Masks/splicing-01.png",
        ],
        ["CASIA 1.0"] =
        [
            "CASIA 1.0 dataset/Au/Au_ani_0001.jpg", "CASIA 1.0 dataset/Modified Tp/Tp/CM/Sp_S_NNN_A_ani0087_ani0087_0180.jpg",
            "CASIA 1.0 dataset/Modified Tp/Tp/Sp/Sp_D_CNN_A_art0024_ani0032_0268.jpg",
            "CASIA 1.0 groundtruth/CM/Sp_S_NNN_A_ani0087_ani0087_0180_gt.png",
            "CASIA 1.0 groundtruth/Sp/Sp_D_CNN_A_art0024_ani0032_0268_gt.png",
        ],
        ["CASIA2"] =
        [
            "Au/Au_ani_00018.jpg", "CASIA 2 Groundtruth/Tp_D_CND_M_N_ani00018_sec00096_00138_gt.png",
            "Tp/Tp_D_CND_M_N_ani00018_sec00096_00138.jpg",
        ],
        ["BenCo"] = ["Au/6.jpg", "Gt/7.png", "Tp/7.jpg"],
        ["beside"] = ["a.jpg", "a_mask.png", "b.jpg", "b.jpg_mask.png", "c_original.jpg", "mask_d.png", "d.webp"],
        ["tgif"] = ["masks/training/1_mask_bbox_512.png", "sd2-fr/training/1_mask_bbox.png_sd2-512_0.png"],
        ["sagi"] =
        [
            "coco/brushnet/image/coco_000000000001_brushnet_sd2_1_None.jpg",
            "coco/brushnet/mask/coco_000000000001_brushnet_sd2_1_None_mask.png", "coco/original/000000000001.jpg",
        ],
        ["pairs"] = ["image/x.jpg", "mask/x.png"],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        "columbia", "Authentic 4cam_auth/canong3_02_sub_01, Edited 4cam_splc/canong3_canonxt_sub_01 canong3_canonxt_sub_01_edgemask")]
    [InlineData("COVERAGE", "Authentic image/1, Edited image/1t 1forged, Authentic image/2, Edited image/2t 2forged")]
    [InlineData("CoMoFoD_small_v2", "Edited 001_F 001_B, Edited 001_F_JC1 001_B, Authentic 001_O, Authentic 001_O_BC3")]
    [InlineData(
        "IMD2020", "Authentic 1a1ogs/1a1ogs_orig, Edited 1a1ogs/c8tf5mq_0 c8tf5mq_0_mask, Edited 1a1ogs/c8tfabc_0 c8tfabc_0_mask, " +
        "Authentic 1a3oag/1a3oag_orig, Edited 1a3oag/c8ttrkh_0 c8ttrkh_0_mask")]
    [InlineData(
        "AutoSplice", "Authentic Authentic/39406, Edited Forged_JPEG100/39406_0 39406_mask, Edited Forged_JPEG75/39406_0 39406_mask, " +
        "Edited Forged_JPEG90/39406_0 39406_mask, Edited Forged_JPEG90/39406_1 39406_mask")]
    [InlineData("tifs-database", "Authentic DSO-1/normal-01, Edited DSO-1/splicing-01 splicing-01")]
    [InlineData(
        "CASIA 1.0", "Authentic CASIA 1.0 dataset/Au/Au_ani_0001, " +
        "Edited CASIA 1.0 dataset/Modified Tp/Tp/CM/Sp_S_NNN_A_ani0087_ani0087_0180 " +
        "Sp_S_NNN_A_ani0087_ani0087_0180_gt, Edited CASIA 1.0 dataset/Modified Tp/Tp/Sp/Sp_D_CNN_A_art0024_ani0032_0268 " +
        "Sp_D_CNN_A_art0024_ani0032_0268_gt")]
    [InlineData("BenCo", "Authentic Au/6, Edited Tp/7 7")]
    [InlineData("beside", "Edited a a_mask, Edited b b.jpg_mask, Authentic c_original, Edited d mask_d")]
    public void A_published_set_is_read_as_its_authors_arranged_it(string set, string expected)
    {
        Touch(set);
        Assert.Equal(
            expected, string.Join(", ", LocalizationFolder.Read(folder.File(set)).OrderBy(record => record.Path, StringComparer.Ordinal)
            .Select(record => Described(folder.File(set), record))));
    }

    [Fact]
    public void All_sets_below_one_folder_are_read_and_every_file_is_named()
    {
        Official.Keys.ToList().ForEach(Touch);
        var images = LocalizationFolder.Read(folder.Root);
        Assert.Equal(
            Official.ToDictionary(set => set.Key, set => Alone(set.Key)),
            images.GroupBy(record => Path.GetRelativePath(folder.Root, record.Path).Split('/')[0])
                .ToDictionary(set => set.Key, set => string.Join(", ", set.OrderBy(record => record.Path, StringComparer.Ordinal)
                    .Select(record => Described(folder.File(set.Key), record)))));
        Assert.Equal(Official.Values.Sum(files => files.Length), images.Ledger!.Count);
        Assert.Equal(
            ["another drawing of an edge mask", "colour drawing of the edit; the mask is …_B", "edge mask of an authentic image",
                "mask of the copied object, not of the edit", "no image"],
            images.Ledger.Where(file => file.Use == FileUse.LeftOut).Select(file => file.Reason).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_of_one_photograph_are_one_group()
    {
        Touch("CoMoFoD_small_v2");
        Touch("AutoSplice");
        Touch("IMD2020");
        Touch("COVERAGE");
        Assert.Equal(
            ["AutoSplice/39406", "CoMoFoD_small_v2/001", "COVERAGE/1", "COVERAGE/2", "IMD2020/1a1ogs", "IMD2020/1a3oag"],
            LocalizationFolder.Read(folder.Root).Select(record => record.SourceId).Distinct().Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Masks_in_colour_or_black_are_read_as_their_authors_drew_them()
    {
        folder.Put("4cam_splc/a.png", ImageCodec.EncodePng(new RgbImage(2, 1, [1, 2, 3, 4, 5, 6])));
        folder.Put("4cam_splc/edgemask/a_edgemask.png", ImageCodec.EncodePng(new RgbImage(2, 1, [200, 0, 0, 0, 200, 0])));
        folder.Put("DSO-1/splicing-1.png", ImageCodec.EncodePng(new RgbImage(2, 1, [9, 2, 3, 4, 5, 6])));
        folder.Put("DSO-1-Fake-Images-Masks/splicing-1.png", ImageCodec.EncodePng(new RgbImage(2, 1, [255, 255, 255, 0, 0, 0])));
        Assert.All(
            LocalizationFolder.Read(folder.Root),
            record => Assert.Equal([Mask.Authentic, Mask.Edited], MaskReading.Read(record, 2, 1).Pixels));
    }

    [Fact]
    public void An_edited_image_of_a_published_set_without_its_mask_is_named()
    {
        folder.Touch("AutoSplice/Authentic/1.jpg", "AutoSplice/Forged_JPEG90/1_0.jpg", "AutoSplice/Forged_JPEG90/2_0.jpg",
            "AutoSplice/Mask/1_mask.png");
        var error = Assert.Throws<ImageFileException>(() => LocalizationFolder.Read(folder.Root));
        Assert.StartsWith(folder.File("AutoSplice/Forged_JPEG90/2_0.jpg") + ": It has no mask.", error.Message, StringComparison.Ordinal);
    }

    private void Touch(string set) => folder.Touch(Official[set].Select(file => $"{set}/{file}"));

    private string Alone(string set) => string.Join(", ", LocalizationFolder.Read(folder.File(set))
        .OrderBy(record => record.Path, StringComparer.Ordinal).Select(record => Described(folder.File(set), record)));

    private static string Described(string root, ImageRecord record) =>
        ($"{record.Label} {Path.ChangeExtension(Path.GetRelativePath(root, record.Path), null)} " +
            $"{Path.GetFileNameWithoutExtension(record.MaskPath)}").TrimEnd();
}
