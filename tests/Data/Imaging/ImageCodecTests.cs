using Telltale.Data;
using TorchSharp;

namespace Telltale.Tests.Data.Imaging;

public class ImageCodecTests
{
    private static readonly RgbImage Picture = ImageCodec.Read(PillowFixture.Image("rgb.png"));

    public static TheoryData<string> Images => [.. PillowFixture.Json("images.json").EnumerateObject().Select(image => image.Name)];

    [Theory]
    [MemberData(nameof(Images))]
    public void Pixels_are_those_that_Pillow_decodes(string name)
    {
        var expected = PillowFixture.Json("images.json").GetProperty(name).ToImage();
        var levels = name.Contains("alpha", StringComparison.Ordinal) ? 1 : 0;
        PillowFixture.AssertClose(expected, ImageCodec.Read(PillowFixture.Image(name)), levels);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Inspecting_and_decoding_agree_on_the_size(string name)
    {
        var (header, image) = (ImageCodec.Inspect(PillowFixture.Image(name)), ImageCodec.Read(PillowFixture.Image(name)));
        Assert.Equal((image.Width, image.Height), (header.Width, header.Height));
    }

    [Theory]
    [InlineData("rgb-444.jpg", "jpeg", 90, ChromaSubsampling.Yuv444, false)]
    [InlineData("rgb-422.jpg", "jpeg", 75, ChromaSubsampling.Yuv422, false)]
    [InlineData("rgb-420.jpg", "jpeg", 50, ChromaSubsampling.Yuv420, false)]
    [InlineData("progressive.jpg", "jpeg", 85, ChromaSubsampling.Yuv420, false)]
    [InlineData("grey.jpg", "jpeg", 80, null, false)]
    [InlineData("cmyk.jpg", "jpeg", 95, ChromaSubsampling.Yuv444, false)]
    [InlineData("orientation-6.jpg", "jpeg", 95, ChromaSubsampling.Yuv444, true)]
    [InlineData("orientation-6.png", "png", null, null, true)]
    [InlineData("orientation-6.webp", "webp", null, null, true)]
    [InlineData("rgb.png", "png", null, null, false)]
    [InlineData("profile.webp", "webp", null, null, false)]
    [InlineData("rgb.bmp", "bmp", null, null, false)]
    [InlineData("animated.gif", "gif", null, null, false)]
    public void A_header_has_format_and_compression(string name, string format, int? quality, ChromaSubsampling? subsampling, bool hasExif)
    {
        var header = ImageCodec.Inspect(PillowFixture.Image(name));
        Assert.Equal(
            (format, quality, subsampling, hasExif), (header.Format, header.JpegQuality, header.ChromaSubsampling, header.HasExif));
    }

    [Fact]
    public void A_format_is_told_by_content_not_by_name()
    {
        using var folder = new TemporaryFolder();
        File.Copy(PillowFixture.Image("rgb.png"), folder.File("lies.jpg"));
        Assert.Equal("png", ImageCodec.Inspect(folder.File("lies.jpg")).Format);
        Assert.Equal(Picture.Pixels, ImageCodec.Read(folder.File("lies.jpg")).Pixels);
    }

    [Fact]
    public void Png_gives_back_the_same_pixels() =>
        Assert.Equal(Picture.Pixels, ImageCodec.Decode(ImageCodec.EncodePng(Picture), "png").Pixels);

    [Fact]
    public void Lossless_webp_gives_back_the_same_pixels() =>
        Assert.Equal(Picture.Pixels, ImageCodec.Decode(ImageCodec.EncodeLosslessWebp(Picture), "webp").Pixels);

    [Theory]
    [InlineData(1, ChromaSubsampling.Yuv420)]
    [InlineData(50, ChromaSubsampling.Yuv444)]
    [InlineData(75, ChromaSubsampling.Yuv422)]
    [InlineData(95, ChromaSubsampling.Yuv420)]
    [InlineData(100, ChromaSubsampling.Yuv444)]
    public void Jpeg_is_written_with_the_settings_asked_for(int quality, ChromaSubsampling subsampling)
    {
        using var stream = new MemoryStream(ImageCodec.EncodeJpeg(Picture, quality, subsampling));
        Assert.Equal(new JpegMarkers(quality, subsampling, HasExif: false), JpegMarkers.Read(stream));
    }

    [Fact]
    public void Higher_quality_stays_closer_to_the_picture()
    {
        Assert.True(Distance(ImageCodec.EncodeWebp(Picture, 90)) < Distance(ImageCodec.EncodeWebp(Picture, 10)));
        Assert.True(
            Distance(ImageCodec.EncodeJpeg(Picture, 90, ChromaSubsampling.Yuv420))
            < Distance(ImageCodec.EncodeJpeg(Picture, 10, ChromaSubsampling.Yuv420)));
        Assert.InRange(Distance(ImageCodec.EncodeJpeg(Picture, 100, ChromaSubsampling.Yuv444)), 0, 1.0);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageCodec.EncodeJpeg(Picture, 0, ChromaSubsampling.Yuv444));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageCodec.EncodeJpeg(Picture, 90, ChromaSubsampling.Yuv411));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageCodec.EncodeWebp(Picture, 101));
        Assert.Throws<ArgumentException>(() => ImageCodec.EncodeWebp(new RgbImage(20_000, 1), 80));
    }

    [Fact]
    public void Many_threads_decode_the_same()
    {
        var files = Images.Select(row => PillowFixture.Image(row.Data)).ToArray();
        var expected = files.Select(file => ImageCodec.Read(file).Pixels).ToArray();
        Parallel.For(0, 20 * files.Length, i => Assert.Equal(expected[i % files.Length], ImageCodec.Read(files[i % files.Length]).Pixels));
    }

    [Fact]
    public void A_tensor_holds_the_channels_one_after_another()
    {
        using var tensor = Picture.ToTensor();
        Assert.Equal(torch.uint8, tensor.dtype);
        Assert.Equal([3, Picture.Height, Picture.Width], tensor.shape);
        Assert.True(tensor.is_contiguous());
        Assert.Equal(Picture.Pixels[3 * (2 * Picture.Width + 5) + 1], tensor[1, 2, 5].item<byte>());
    }

    private static double Distance(byte[] encoded) =>
        ImageCodec.Decode(encoded, "encoded").Pixels.Zip(Picture.Pixels, (a, b) => Math.Abs(a - b)).Average();
}
