using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class ClassFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Ai_and_nature_side_by_side_are_classes_without_a_split()
    {
        folder.Touch("sdv5/ai/a.png", "sdv5/nature/b.JPEG");
        Assert.Equal(["Synthetic sdv5", "Real sdv5"], Read());
    }

    [Fact]
    public void Real_and_synthetic_are_classes()
    {
        folder.Touch("faces/real/a.png", "faces/synthetic/b.png", "cars/0_real/c.png", "cars/Synthetic/d.png");
        Assert.Equal(["Real cars", "Synthetic cars", "Real faces", "Synthetic faces"], Read());
    }

    [Fact]
    public void One_folder_of_real_images_serves_several_generators()
    {
        folder.Touch("set/real/a.jpg", "set/fake/sdxl/b.png", "set/fake/flux/c.png");
        Assert.Equal(["Synthetic set/flux", "Synthetic set/sdxl", "Real set"], Read());
    }

    [Fact]
    public void One_source_of_real_images_serves_several_generators()
    {
        folder.Touch("laion/0_real/a.jpg", "dalle/1_fake/b.png", "glide_50_27/1_fake/c.png");
        Assert.Equal(["Synthetic dalle", "Synthetic glide_50_27", "Real laion"], Read());
    }

    [Fact]
    public void Folders_of_videos_below_both_classes_are_no_sources()
    {
        folder.Touch("FF/real/000/00001.png", "FF/real/001/00001.png", "FF/fake/000_003/00001.png", "FF/fake/001_870/00001.png");
        Assert.Equal(["Synthetic FF", "Synthetic FF", "Real FF", "Real FF"], Read());
    }

    [Fact]
    public void Names_without_or_with_a_wrong_extension_are_read_by_content()
    {
        var jpeg = ImageCodec.EncodeJpeg(new RgbImage(4, 4), 90);
        foreach (var name in new[] { "a.JPE", "b.jfif", "c", "d.jpg (1)", "e.jpg_large", "f.dat", "g.tif", "h.bmp.orig" })
        {
            folder.Put($"0_real/{name}", jpeg);
        }
        folder.Touch("1_fake/x.png");
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal(9, images.Count);
        Assert.All(images.Where(record => !record.IsPositive).Select(record => ImageCodec.Inspect(record.Path)),
            header => Assert.Equal("jpeg", header.Format));
    }

    [Theory]
    [InlineData(new byte[] { 0x49, 0x49, 0x2B, 0x00, 8, 0, 0, 0 }, "BigTIFF, a format that is not read")]
    [InlineData(new byte[] { 0xFF, 0x0A, 0, 0 }, "JPEG XL, a format that is not read")]
    [InlineData(new byte[] { 0x38, 0x42, 0x50, 0x53 }, "Photoshop, a format that is not read")]
    [InlineData(new byte[] { 0x42, 0x4D, 0x20, 0x61, 0x62 }, "no image")]
    public void Other_formats_are_named(byte[] content, string reason)
    {
        folder.Touch("0_real/a.png", "1_fake/b.png");
        folder.Put("1_fake/c", content);
        Assert.Equal(reason, Assert.Single(DetectionFolder.Read(folder.Root).Ledger!, file => file.Use == FileUse.LeftOut).Reason);
    }

    private string[] Read() => [.. DetectionFolder.Read(folder.Root).Select(record => $"{record.Label} {record.Source}")];
}
