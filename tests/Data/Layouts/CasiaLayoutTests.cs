using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class CasiaLayoutTests : IDisposable
{
    private static readonly string[] Official =
    [
        "CASIA2/Au/Au_ani_00018.jpg", "CASIA2/Au/Au_sec_00096.bmp",
        "CASIA2/Au/Au_txt_30029.jpg", "CASIA2/Tp/Tp_D_CND_M_N_ani00018_sec00096_00138.jpg",
        "CASIA2/Tp/Tp_S_NRN_S_O_sec00036_sec00036_00764.jpg", "CASIA2/CASIA 2 Groundtruth/Tp_D_CND_M_N_ani00018_sec00096_00138_gt.png",
        "CASIA2/CASIA 2 Groundtruth/Tp_S_NRN_S_O_sec00036_sec00036_00764_gt.png",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Splices_are_grouped_with_both_photographs_that_went_into_them()
    {
        folder.Touch(Official);
        Assert.Equal(
            [
                "Authentic CASIA2 casia/ani00018  Unknown ",
                "Authentic CASIA2 casia/ani00018  Unknown ", "Authentic CASIA2 casia/txt30029  Unknown ",
                "Edited CASIA2 casia/ani00018 splicing Spliced Tp_D_CND_M_N_ani00018_sec00096_00138_gt.png",
                "Edited CASIA2 casia/sec00036 copy-move Spliced Tp_S_NRN_S_O_sec00036_sec00036_00764_gt.png",
            ],
            Read().Select(record => $"{record.Label} {record.Source} {record.SourceId} {record.Method} {record.EditKind} "
                + Path.GetFileName(record.MaskPath)));
    }

    [Fact]
    public void Photographs_linked_over_several_splices_are_one_group()
    {
        folder.Touch(Official);
        folder.Touch("CASIA2/Tp/Tp_D_CND_M_N_sec00036_sec00096_00999.jpg", "CASIA2/gt/Tp_D_CND_M_N_sec00036_sec00096_00999_gt.png");
        Assert.Equal(["casia/ani00018", "casia/txt30029"], Read().Select(record => record.SourceId).Distinct());
    }

    [Theory]
    [InlineData("Tp/Sp/Sp_S_NRN_A_cha0011_cha0011_0289.jpg", "Gt/Sp/Sp_S_NRN_A_cha0011_cha0011_0289_gt.png")]
    [InlineData("CASIA1/Tp/CM/Sp_S_CNN_R_pla0074_pla0074_0781.jpg", "CASIA1/Gt/CM/Sp_S_CNN_R_pla0074_pla0074_0781_gt.png")]
    [InlineData("Tp/Sp/Sp_D_NNN_A_nat0097_arc0078_0541.JPG", "masks/Sp_D_NNN_A_nat0097_arc0078_0541_gt.png")]
    [InlineData("Tp/Sp_D_CRN_A_nat0013_ani0003_0472.jpg", "Groundtruth/Sp_D_CRN_A_nat0013_ani0003_0472_gt.PNG")]
    public void Edits_of_the_first_version_find_their_masks_in_any_folder(string image, string mask)
    {
        folder.Touch("Au/Au_ani_0001.jpg", image, mask);
        var read = LocalizationFolder.Read(folder.Root);
        Assert.Equal([(folder.File("Au/Au_ani_0001.jpg"), null), (folder.File(image), folder.File(mask))],
            read.OrderBy(record => record.IsPositive).Select(record => (record.Path, record.MaskPath)));
        Assert.Equal("3 files: 3 used (image 2, mask 1), 0 left out, 0 broken", read.Ledger!.Summary);
    }

    [Fact]
    public void An_edited_image_without_its_mask_is_named_with_the_mask_looked_for()
    {
        folder.Touch(
            [.. Official, "CASIA2/Tp/Tp_D_NRD_S_N_cha10002_cha10001_20094.jpg", "CASIA2/gt/Tp_D_NRD_S_N_cha10002_cha10001_20094_gt3.png"]);
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File("CASIA2/Tp/Tp_D_NRD_S_N_cha10002_cha10001_20094.jpg") + ": It has no mask.",
            error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Tp_D_NRD_S_N_cha10002_cha10001_20094_gt.png below " + folder.File("CASIA2"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_TIFF_files_are_read()
    {
        folder.Touch(
            [.. Official, "CASIA2/Tp/Tp_D_CND_M_N_ani00018_sec00096_00139.tif", "CASIA2/gt/Tp_D_CND_M_N_ani00018_sec00096_00139_gt.png"]);
        var collection = Read();
        Assert.Equal((6, 0), (collection.Count, collection.Skipped.Count));
    }

    [Fact]
    public void Two_masks_for_one_image_are_refused()
    {
        folder.Touch([.. Official, "CASIA2/gt/Tp_S_NRN_S_O_sec00036_sec00036_00764_gt.png"]);
        Assert.Contains("has 2 masks", Assert.Throws<ImageFileException>(() => Read()).Message, StringComparison.Ordinal);
    }

    private ImageCollection Read() => LocalizationFolder.Read(folder.Root);
}
