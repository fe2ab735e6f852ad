using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class ImageMaskFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Image_and_mask_side_by_side_are_read_at_any_depth_and_the_folder_above_is_the_source()
    {
        folder.Touch(
            "a/b/image/1.v2.jpg", "a/b/mask/1.v2.png", "image/3.jpg", "mask/3.png", "train/c/Images/x/4.jpg", "train/c/Masks/x/4.bmp");
        Assert.Equal(
            [
                $"Edited {Path.GetFileName(folder.Root)}  3.jpg 3.png", "Edited a/b  1.v2.jpg 1.v2.png", "Edited c train 4.jpg 4.bmp",
            ],
            Read().Select(record => $"{record.Label} {record.Source} {record.Split} "
                + $"{Path.GetFileName(record.Path)} {Path.GetFileName(record.MaskPath)}"));
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a_mask.png")]
    [InlineData("a_GT.png")]
    public void A_mask_has_the_name_of_its_image_or_an_ending(string mask)
    {
        folder.Touch("s/image/a.jpg", $"s/mask/{mask}");
        Assert.Equal(folder.File($"s/mask/{mask}"), Assert.Single(Read()).MaskPath);
    }

    [Fact]
    public void Without_a_mask_an_image_is_authentic_where_its_name_says_so_or_no_image_has_one()
    {
        folder.Touch(
            "s/image/005.jpg", "s/image/005_authentic.jpg", "s/image/orig-6.jpg", "s/mask/005.png", "t/image/1.jpg", "t/image/2.jpg");
        Assert.Equal(
            ["Edited 005", "Authentic 005_authentic", "Authentic orig-6", "Authentic 1", "Authentic 2"],
            Read().Select(record => $"{record.Label} {Path.GetFileNameWithoutExtension(record.Path)}"));
    }

    [Fact]
    public void An_image_without_a_pair_is_named_with_the_mask_looked_for()
    {
        folder.Touch("s/image/a.jpg", "s/image/authenticity.jpg", "s/mask/a.png");
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File("s/image/authenticity.jpg") + ": It has no mask.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Looked for {folder.File("s/mask/authenticity")}.png", error.Message, StringComparison.Ordinal);
        Assert.Contains("name the image …_authentic", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_images_for_one_mask_are_named_with_it()
    {
        folder.Touch("s/image/a.jpg", "s/image/a.png", "s/mask/a.png");
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File("s/mask/a.png") + ": It is the mask of 2 images", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("s/image/a.jpg"), error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("s/image/a.png"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_masks_for_one_image_are_named_with_it()
    {
        folder.Touch("s/image/a.jpg", "s/mask/a.png", "s/mask/a_mask.png");
        var error = Assert.Throws<ImageFileException>(() => Read());
        Assert.StartsWith(folder.File("s/image/a.jpg") + ": It has 2 masks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_cannot_be_paired_are_skipped_and_listed_on_request()
    {
        folder.Touch("s/image/a.jpg", "s/mask/a.png", "s/image/b.jpg", "s/image/c.jpg",
            "s/image/c.png", "s/mask/c.png");
        var collection = LocalizationFolder.Read(folder.Root, new() { Invalid = InvalidImages.Skip });
        Assert.Equal(folder.File("s/image/a.jpg"), Assert.Single(collection).Path);
        Assert.Equal(["b.jpg", "c.png"], collection.Skipped.Select(problem => Path.GetFileName(problem.File)));
    }

    [Fact]
    public void An_image_that_holds_the_name_of_an_original_belongs_to_it()
    {
        folder.Touch(
            "d12/image/im1_authentic.jpg", "d12/image/out_r-10_im1.jpg",
            "d12/image/out_s0.25_im1.jpg", "d12/image/out_r0_im12.jpg", "d12/mask/out_r-10_im1.png",
            "d12/mask/out_s0.25_im1.png", "d12/mask/out_r0_im12.png", "d0/image/im1_t.jpg",
            "d0/image/im7_t.jpg", "d0/mask/im1_t.png", "d0/mask/im7_t.png",
            "d3/image/im1.jpg");
        Assert.Equal(
            ["d3/im1", "d0/im7_t", "d12/im1", "d12/im1", "d12/out_r0_im12", "d12/im1", "d3/im1"],
            Read().Select(record => record.SourceId));
    }

    private ImageCollection Read() => LocalizationFolder.Read(folder.Root);
}
