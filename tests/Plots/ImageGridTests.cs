using System.Text.RegularExpressions;
using Telltale.Data;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public sealed partial class ImageGridTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_small_file_is_embedded_as_it_is()
    {
        var path = folder.File("small.jpg");
        File.WriteAllBytes(path, ImageCodec.EncodeJpeg(Samples.Picture(20, 10), 80));
        var html = Shown.AsHtml(ImageGrid.Of([new ImageRecord(path, ImageLabel.Real, "camera <1>")]));
        var (format, bytes) = Assert.Single(Embedded(html));
        Assert.Equal("jpeg", format);
        Assert.Equal(File.ReadAllBytes(path), bytes);
        Assert.Contains("alt=\"real: camera &lt;1&gt;\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_is_embedded_smaller_and_looks_the_same()
    {
        var path = folder.File("large.png");
        var random = Telltale.Runtime.SeededRandom.For(17);
        var noise = new RgbImage(1200, 700);
        random.NextBytes(noise.Pixels);
        File.WriteAllBytes(path, ImageCodec.EncodePng(noise));
        var (format, bytes) = Assert.Single(Embedded(ImageGrid.Of([new ImageRecord(path, ImageLabel.Synthetic, "noise")]).ToHtml()));
        var shown = ImageCodec.Decode(bytes, "embedded");
        Assert.Equal(("webp", 512, 298), (format, shown.Width, shown.Height));
        Assert.InRange(shown.Pixels.Average(value => value), 125, 130);
    }

    [Fact]
    public void Images_in_memory_lose_nothing_and_can_be_magnified()
    {
        var picture = Samples.Picture(7, 5);
        var html = ImageGrid.Of([picture], ["crop"], magnification: 8).ToHtml();
        Assert.Equal(picture.Pixels, ImageCodec.Decode(Assert.Single(Embedded(html)).Bytes, "embedded").Pixels);
        Assert.Contains("width:56px;height:40px;image-rendering:pixelated", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_shows_itself() => Assert.Equal(
        Samples.Picture(4, 3).Pixels,
        ImageCodec.Decode(Assert.Single(Embedded(Shown.AsHtml(Samples.Picture(4, 3)))).Bytes, "embedded").Pixels);

    [Fact]
    public void A_broken_file_is_named() => Assert.Contains(
        "missing.png", Assert.Throws<ImageFileException>(
            () => ImageGrid.Of([new ImageRecord(folder.File("missing.png"), ImageLabel.Real, "x")])).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_image_needs_a_caption() => Assert.Throws<ArgumentException>(() => ImageGrid.Of([Samples.Picture(2, 2)], []));

    private static (string Format, byte[] Bytes)[] Embedded(string html) =>
        [.. DataAddress().Matches(html).Select(match => (match.Groups[1].Value, Convert.FromBase64String(match.Groups[2].Value)))];

    [GeneratedRegex("src=\"data:image/(\\w+);base64,([^\"]+)\"")]
    private static partial Regex DataAddress();
}
