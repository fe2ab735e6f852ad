using Telltale.Data;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data;

public sealed class MaskReadingTests : IDisposable
{
    private const int Width = 40, Height = 30;

    private static readonly byte[] Edited =
        [.. Enumerable.Range(0, Width * Height).Select(i => IsEdited(i % Width, i / Width) ? Mask.Edited : Mask.Authentic)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("grey.png")]
    [InlineData("grey.jpg")]
    [InlineData("one-bit.png")]
    [InlineData("one-bit.bmp")]
    [InlineData("palette.png")]
    [InlineData("palette.gif")]
    [InlineData("rgb.png")]
    [InlineData("rgb.jpg")]
    [InlineData("rgb.webp")]
    [InlineData("rgba-opaque.png")]
    [InlineData("sixteen-bit.png")]
    [InlineData("zero-one.png")]
    public void However_a_mask_is_stored_it_is_the_same_mask(string name) => Assert.Equal(Edited, Read(name).Pixels);

    [Fact]
    public void Polarity_turns_a_mask_over() =>
        Assert.Equal(Edited, Read("inverted.png", options: new(MaskPolarity.BlackIsEdited)).Pixels);

    [Theory]
    [InlineData("zero-one.png", 0)]
    [InlineData("dark.png", 59)]
    [InlineData("dark.png", 0)]
    [InlineData("grey.png", 254)]
    public void Levels_above_the_threshold_are_white(string name, int threshold) =>
        Assert.Equal(Edited, Read(name, options: new(Threshold: threshold)).Pixels);

    [Theory]
    [InlineData(-1)]
    [InlineData(255)]
    public void A_threshold_without_levels_on_both_sides_is_refused(int threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskOptions(Threshold: threshold));

    [Theory]
    [InlineData("bad-grey.png", "It is grey: 100 % of its pixels", "black and white")]
    [InlineData("bad-ramp.png", "It is grey: 80 % of its pixels", "black and white")]
    [InlineData("bad-alpha.png", "transparent pixels", "without alpha")]
    [InlineData("bad-grey-alpha.png", "transparent pixels", "without alpha")]
    [InlineData("bad-palette-alpha.png", "transparent pixels", "without alpha")]
    [InlineData("bad-colour.png", "It has colour: (255, 28, 28) in column 5, row 7", "Save it in grey")]
    [InlineData("bad-colour.jpg", "It has colour", "Save it in grey")]
    [InlineData("bad-small.png", "The mask has 20 × 15 pixels, the image 40 × 30", "nearest neighbour")]
    [InlineData("bad-turned.png", "The mask has 30 × 40 pixels, the image 40 × 30", "EXIF orientation")]
    [InlineData("bad-empty.png", "0 bytes", "download it again")]
    [InlineData("bad-text.png", "not a JPEG", "download it again")]
    [InlineData("nothing.png", "no such file", "Check the path")]
    [InlineData("black.png", "marks no pixel as edited (its levels go from 0 to 0)", "Correct the label")]
    [InlineData("white.png", "marks every pixel as edited (its levels go from 255 to 255)", "Correct the label")]
    [InlineData("dark.png", "marks no pixel as edited (its levels go from 0 to 60)", "set MaskOptions: Threshold")]
    public void What_is_no_mask_of_the_image_is_refused_by_both_names_with_the_cure(string name, string problem, string cure)
    {
        var error = Assert.Throws<ImageFileException>(() => Read(name));
        Assert.StartsWith(MaskFile(name) + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains("It is the mask of /photos/forged.jpg.", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains(cure, error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("black.png", MaskPolarity.WhiteIsEdited)]
    [InlineData("white.png", MaskPolarity.BlackIsEdited)]
    public void The_mask_of_an_authentic_image_may_be_there_and_empty(string name, MaskPolarity polarity) =>
        Assert.Equal(0, Read(name, ImageLabel.Authentic, new(polarity)).Coverage);

    [Fact]
    public void An_authentic_image_with_edited_pixels_contradicts_itself()
    {
        var error = Assert.Throws<ImageFileException>(() => Read("grey.png", ImageLabel.Authentic));
        Assert.Contains("marks 180 pixels as edited, but the image is labelled authentic", error.Problem, StringComparison.Ordinal);
        Assert.Contains("/photos/forged.jpg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_mask_an_authentic_image_has_an_empty_one_and_a_edited_image_is_refused()
    {
        var record = new ImageRecord("/photos/a.jpg", ImageLabel.Authentic, "phone");
        Assert.Equal(new byte[6], MaskReading.Read(record, 3, 2).Pixels);
        var error = Assert.Throws<ImageFileException>(() => MaskReading.Read(record with { Label = ImageLabel.Edited }, 3, 2));
        Assert.StartsWith("/photos/a.jpg: It is labelled edited but has no mask.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transparent_pixels_are_refused_in_masks_alone() => Assert.Equal(Width, ImageCodec.Read(MaskFile("bad-alpha.png")).Width);

    [Fact]
    public void What_is_kept_in_memory_is_read_again_when_file_or_options_change()
    {
        var (memory, path) = (new ImageCache(1 << 20), folder.Put("mask.png", File.ReadAllBytes(MaskFile("grey.png"))));
        var record = new ImageRecord("/photos/forged.jpg", ImageLabel.Edited, "studio") { MaskPath = path };
        var first = memory.ReadMask(record, Width, Height, new());
        Assert.Same(first, memory.ReadMask(record, Width, Height, new()));
        Assert.NotEqual(first.Pixels, memory.ReadMask(record, Width, Height, new(MaskPolarity.BlackIsEdited)).Pixels);
        Assert.Throws<ImageFileException>(() => memory.ReadMask(record, Height, Width, new()));
        folder.Put("mask.png", File.ReadAllBytes(MaskFile("inverted.png")));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.NotEqual(first.Pixels, memory.ReadMask(record, Width, Height, new()).Pixels);
    }

    [Fact]
    public void Real_masks_read_as_they_are()
    {
        var masks = SharedData.Folder("localization/comofod/mask");
        foreach (var path in Directory.EnumerateFiles(masks).Take(10))
        {
            var image = ImageCodec.Read(Path.Combine(masks, "..", "image", Path.GetFileNameWithoutExtension(path) + ".jpg"));
            var record = new ImageRecord("image", ImageLabel.Edited, "comofod") { MaskPath = path };
            Assert.InRange(MaskReading.Read(record, image.Width, image.Height).Coverage, 0.0001, 0.9999);
        }
    }

    private static bool IsEdited(int x, int y) => x is >= 5 and < 17 && y is >= 7 and < 22;

    private static string MaskFile(string name) => Path.Combine(PillowFixture.Folder, "masks", name);

    private static Mask Read(string name, ImageLabel label = ImageLabel.Edited, MaskOptions? options = null) =>
        MaskReading.Read(new ImageRecord("/photos/forged.jpg", label, "studio") { MaskPath = MaskFile(name) }, Width, Height, options);
}
