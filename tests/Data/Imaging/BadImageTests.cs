using Telltale.Data;

namespace Telltale.Tests.Data.Imaging;

public class BadImageTests
{
    [Theory]
    [InlineData("bad-cut-rgb.png", "truncated")]
    [InlineData("bad-cut-rgb.bmp", "truncated")]
    [InlineData("bad-cut-rgb.gif", "truncated")]
    [InlineData("bad-cut-rgb.webp", "corrupt")]
    [InlineData("bad-cut-lossy.webp", "corrupt")]
    [InlineData("bad-empty.jpg", "0 bytes")]
    [InlineData("bad-text.jpg", "not a JPEG")]
    [InlineData("bad-zeros.jpg", "not a JPEG")]
    [InlineData("bad-huge.png", "60,000 × 60,000")]
    public void A_bad_file_is_refused_by_name_with_the_reason(string name, string reason)
    {
        var error = Assert.Throws<ImageFileException>(() => ImageCodec.Read(PillowFixture.Image(name)));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("remove it from the collection.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rgb-444.jpg")]
    [InlineData("rgb-420.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("orientation-6.jpg")]
    public void A_truncated_jpeg_is_an_error_never_a_half_grey_image(string name)
    {
        var whole = File.ReadAllBytes(PillowFixture.Image(name));
        // Without the end marker alone, all pixels are there.
        Assert.All(Enumerable.Range(0, whole.Length - 2),
            length => Assert.Throws<ImageFileException>(() => ImageCodec.Decode(whole[..length], name)));
    }

    [Fact]
    public void A_jpeg_whose_end_is_filled_with_zeros_is_an_error()
    {
        var bytes = File.ReadAllBytes(PillowFixture.Image("rgb-444.jpg"));
        bytes.AsSpan(bytes.Length - 60).Clear();
        Assert.Throws<ImageFileException>(() => ImageCodec.Decode(bytes, "zeros"));
    }

    [Fact]
    public void What_follows_the_end_of_a_jpeg_is_ignored()
    {
        var bytes = File.ReadAllBytes(PillowFixture.Image("rgb-444.jpg"));
        Assert.Equal(ImageCodec.Decode(bytes, "plain").Pixels, ImageCodec.Decode([.. bytes, 1, 2, 0xFF], "with a tail").Pixels);
    }

    [Fact]
    public void A_missing_file_is_refused() => AssertRefused(Path.Combine(Path.GetTempPath(), "there-is-no-such.jpg"), "no such file");

    [Fact]
    public void A_directory_named_jpg_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("album.jpg"));
        AssertRefused(folder.File("album.jpg"), "directory");
    }

    [Fact]
    public void A_dangling_link_named_jpg_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("link.jpg"), folder.File("gone.jpg"));
        AssertRefused(folder.File("link.jpg"), "gone.jpg");
        File.CreateSymbolicLink(folder.File("link-to-link.jpg"), folder.File("link.jpg"));
        AssertRefused(folder.File("link-to-link.jpg"), "link.jpg");
    }

    [Fact]
    public void A_file_is_found_whatever_the_form_of_its_Unicode()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("Ko\u0308ln"));
        File.Copy(PillowFixture.Image("rgb.png"), folder.File("Ko\u0308ln/e\u0301te\u0301.png"));
        Assert.Equal(13, ImageCodec.Read(folder.File("K\u00f6ln/\u00e9t\u00e9.png")).Width);
        Assert.Equal(13, ImageCodec.Inspect(folder.File("K\u00f6ln/\u00e9t\u00e9.png")).Width);
        AssertRefused(folder.File("K\u00f6ln/\u00e9.png"), "no such file");
    }

    [Fact]
    public void A_sound_link_is_followed()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("link.png"), PillowFixture.Image("rgb.png"));
        Assert.Equal(13, ImageCodec.Read(folder.File("link.png")).Width);
    }

    [Fact]
    public void Random_damage_is_an_error_or_an_image_but_nothing_worse()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(PillowFixture.Image("rgb.png"))!))
        {
            var sound = File.ReadAllBytes(file);
            for (var i = 0; i < 60 && sound.Length > 0; i++)
            {
                var random = Telltale.Runtime.SeededRandom.For(i);
                var corrupted = sound.ToArray();
                corrupted[random.Next(corrupted.Length)] = (byte)random.Next(256);
                corrupted[random.Next(corrupted.Length)] = (byte)random.Next(256);
                Assert.True(Record.Exception(() => ImageCodec.Decode(corrupted, file)) is null or ImageFileException);
            }
        }
    }

    private static void AssertRefused(string path, string reason)
    {
        foreach (var error in new[] { Assert.Throws<ImageFileException>(() => ImageCodec.Read(path)),
            Assert.Throws<ImageFileException>(() => ImageCodec.Inspect(path)) })
        {
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Problem, StringComparison.Ordinal);
        }
    }
}
