using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

/// <summary>The names are those that the authors document (github.com/IDLabMedia/tgif-dataset, "Filenaming").</summary>
public sealed class TgifLayoutTests : IDisposable
{
    private static readonly string[] Official =
    [
        "orig/training/apple/60855_orig.png", "orig/training/apple/60855_orig_512.png", "orig/training/apple/60855_orig_1024.png",
        "masks/training/apple/60855_mask_512.png", "masks/training/apple/60855_mask_1024.png",
        "masks/training/apple/60855_mask_bbox.png", "masks/training/apple/60855_mask_bbox_512.png",
        "masks/training/apple/60855_mask_bbox_1024.png",
        "masks/training/apple/60855_mask_segm.png", "masks/training/apple/60855_mask_segm_512.png",
        "masks/training/apple/60855_mask_segm_1024.png",
        "masks/training/apple/60855_mask_bbox.png_ps_mask.png", "masks/training/apple/60855_mask_segm.png_ps_mask.png",
        "ps-sp/training/apple/60855_mask_bbox.png_ps_0.png", "ps-sp/training/apple/60855_mask_segm.png_ps_2.png",
        "sd2-sp/training/apple/60855_mask_bbox.png_ps_mask.png_sd2_0.png",
        "sd2-sp/training/apple/60855_mask_segm.png_ps_mask.png_sd2_1.png",
        "sd2-fr/training/apple/60855_mask_bbox.png_sd2-512_0.png", "sdxl-fr/training/apple/60855_mask_segm.png_sdxl-1024_2.png",
        "orig/validation/hot dog/7_orig.png", "orig/testing/hot dog/8_orig.png",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_edit_has_the_mask_its_name_refers_to()
    {
        folder.Touch(Official);
        Assert.Equal(
            [
                "ps Spliced 60855_mask_bbox.png_ps_0.png ← 60855_mask_bbox.png_ps_mask.png",
                "ps Spliced 60855_mask_segm.png_ps_2.png ← 60855_mask_segm.png_ps_mask.png",
                "sd2 FullyRegenerated 60855_mask_bbox.png_sd2-512_0.png ← 60855_mask_bbox_512.png",
                "sd2 Spliced 60855_mask_bbox.png_ps_mask.png_sd2_0.png ← 60855_mask_bbox.png_ps_mask.png",
                "sd2 Spliced 60855_mask_segm.png_ps_mask.png_sd2_1.png ← 60855_mask_segm.png_ps_mask.png",
                "sdxl FullyRegenerated 60855_mask_segm.png_sdxl-1024_2.png ← 60855_mask_segm_1024.png",
            ],
            Read().Where(record => record.IsPositive).Select(Described));
    }

    [Fact]
    public void Originals_are_authentic_and_all_images_made_from_one_are_a_group()
    {
        folder.Touch(Official);
        var authentic = Read()
            .Where(record => record is { Label: ImageLabel.Authentic, MaskPath: null, Method: null, EditKind: EditKind.Unknown }).ToList();
        Assert.Equal(
            ["coco/8 test", "coco/60855 train", "coco/60855 train", "coco/60855 train", "coco/7 validation"],
            authentic.Select(record => $"{record.SourceId} {record.Split}"));
        Assert.All(Read().Where(record => record.IsPositive),
            record => Assert.Equal(("coco/60855", "train"), (record.SourceId, record.Split)));
    }

    [Fact]
    public void One_collection_is_one_source_named_by_its_folder()
    {
        folder.Touch(Official.Select(name => "data/tgif/" + name));
        Assert.Equal(["data/tgif"], Read().Sources);
        Assert.Equal(["tgif"], LocalizationFolder.Read(folder.File("data/tgif")).Sources);
    }

    [Fact]
    public void The_split_follows_the_folder_names()
    {
        folder.Touch(
            "masks/training/1_mask_bbox_512.png", "masks/validation/2_mask_bbox_512.png",
            "masks/testing/3_mask_bbox_512.png", "orig/training/1_orig.png",
            "orig/validation/2_orig.png", "orig/testing/3_orig.png", "sd2-fr/training/1_mask_bbox.png_sd2-512_0.png",
            "sd2-fr/validation/2_mask_bbox.png_sd2-512_0.png", "sd2-fr/testing/3_mask_bbox.png_sd2-512_0.png");
        var split = Read().SplitAsNamed();
        Assert.Equal((2, 2, 2), (split.Train.Count, split.Validation.Count, split.Test.Count));
    }

    [Fact]
    public void Without_the_wider_mask_of_Photoshop_its_edits_have_the_selection_and_others_have_none()
    {
        folder.Touch("masks/training/1_mask_bbox.png", "ps-sp/training/1_mask_bbox.png_ps_0.png");
        Assert.Equal("ps Spliced 1_mask_bbox.png_ps_0.png ← 1_mask_bbox.png", Described(Assert.Single(Read())));
        folder.Touch("sd2-sp/training/1_mask_bbox.png_ps_mask.png_sd2_0.png");
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File("sd2-sp/training/1_mask_bbox.png_ps_mask.png_sd2_0.png") + ": It has no mask.",
            error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("masks/training/1_mask_bbox.png_ps_mask.png"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_square_shown_to_the_generator_is_never_taken_for_the_edit()
    {
        folder.Touch("masks/training/1_mask_512.png", "sd2-fr/training/1_mask_bbox.png_sd2-512_0.png");
        Assert.Throws<ImageFileException>(() => Read());
    }

    [Fact]
    public void TGIF2_folders_are_read_in_any_case()
    {
        folder.Touch(
            "Original-flux/training/1_orig_1024.png", "masks-flux/training/1_mask_segm_1024.png",
            "masks/training/1_mask_segm.png_ps_mask.png",
            "FLUX1dev-fr/training/1_mask_segm.png_flux1dev-1024_0.png", "flux1dev-sp/training/1_mask_segm.png_ps_mask.png_flux1dev_1.png",
            "masks-sd2/training/1_mask_random.png", "SD2-random-sp/training/1_mask_random.png_sd2_0.png");
        Assert.Equal(
            [
                "flux1dev FullyRegenerated 1_mask_segm.png_flux1dev-1024_0.png ← 1_mask_segm_1024.png", " Unknown 1_orig_1024.png ← ",
                "sd2 Spliced 1_mask_random.png_sd2_0.png ← 1_mask_random.png",
                "flux1dev Spliced 1_mask_segm.png_ps_mask.png_flux1dev_1.png ← 1_mask_segm.png_ps_mask.png",
            ],
            Read().Select(Described));
    }

    [Theory]
    [InlineData("sd2-fr/training/preview.png")]
    [InlineData("orig/training/60855.png")]
    public void A_file_with_another_name_is_refused_with_the_pattern(string stray)
    {
        folder.Touch([.. Official, stray]);
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File(stray) + ": Files in this TGIF folder are named {id}_", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_names_without_split_folders_below_are_not_TGIF()
    {
        folder.Touch("orig/a.png", "my-sp/b.png");
        Assert.Throws<InvalidDataException>(() => Read());
    }

    private ImageCollection Read() => LocalizationFolder.Read(folder.Root);

    private static string Described(ImageRecord record) =>
        $"{record.Method} {record.EditKind} {Path.GetFileName(record.Path)} ← {Path.GetFileName(record.MaskPath)}";
}
