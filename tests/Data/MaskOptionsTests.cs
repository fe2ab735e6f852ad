using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data;

public sealed class MaskOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(MaskChannel.Red, new byte[] { 1, 0, 1 })]
    [InlineData(MaskChannel.Green, new byte[] { 0, 1, 1 })]
    [InlineData(MaskChannel.Blue, new byte[] { 0, 0, 1 })]
    public void A_channel_of_a_mask_in_colour_is_read(MaskChannel channel, byte[] expected)
    {
        var path = folder.Put("m.png", ImageCodec.EncodePng(new RgbImage(3, 1, [200, 0, 0, 0, 200, 0, 255, 255, 255])));
        Assert.Equal(expected, Read(path, 3, 1, new() { Channel = channel }));
        Assert.Contains(
            "set MaskOptions.Channel", Assert.Throws<ImageFileException>(() => Read(path, 3, 1, new())).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void One_level_of_several_is_read()
    {
        var path = folder.Put("m.png", ImageCodec.EncodePng(new RgbImage(4, 1, [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2])));
        Assert.Equal([0, 1, 0, 0], Read(path, 4, 1, new() { Level = 1 }));
        Assert.Equal([1, 0, 1, 1], Read(path, 4, 1, new(MaskPolarity.BlackIsEdited) { Level = 1 }));
    }

    [Fact]
    public void Levels_0_and_1_alone_are_black_and_white()
    {
        Pair("a", Grey(1, 0, 0, 0));
        var read = LocalizationFolder.Read(folder.Root);
        Assert.Empty(read.Warnings);
        Assert.Equal([1, 0, 0, 0], MaskReading.Read(read[0], 4, 1).Pixels);
        Assert.Equal([0, 1, 1, 1], MaskReading.Read(read[0], 4, 1, new(MaskPolarity.BlackIsEdited)).Pixels);
        var black = folder.Put("black.png", ImageCodec.EncodePng(Grey(0, 0, 0, 0)));
        Assert.Equal(0, MaskReading.Read(read[0] with { Label = ImageLabel.Authentic, MaskPath = black }, 4, 1).Coverage);
    }

    [Fact]
    public void A_mask_off_by_a_few_pixels_is_resized_only_when_asked()
    {
        var path = folder.Put("m.png", ImageCodec.EncodePng(new RgbImage(4, 1, [0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255])));
        Assert.Contains(
            "set MaskOptions.Resize to 2", Assert.Throws<ImageFileException>(() => Read(path, 6, 1, new() { Resize = 1 })).Advice,
            StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 1, 1, 1], Read(path, 6, 1, new() { Resize = 2 }));
        Assert.Equal([0, 1], Read(path, 2, 1, new() { Resize = 2 }));
    }

    [Fact]
    public void Options_at_their_defaults_do_not_change_the_identity_of_a_run()
    {
        Assert.Equal("MaskOptions { Polarity = WhiteIsEdited, Threshold = 127 }", new MaskOptions().ToString());
        Assert.Equal(
            "MaskOptions { Polarity = WhiteIsEdited, Threshold = 127, Channel = Red, Level = 3, Resize = 8 }",
            new MaskOptions { Channel = MaskChannel.Red, Level = 3, Resize = 8 }.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskOptions { Level = 256 });
    }

    [Fact]
    public void Options_of_a_data_set_survive_a_manifest()
    {
        MaskOptions?[] options =
        [
            null, new(), new(MaskPolarity.BlackIsEdited), new() { Channel = MaskChannel.Green, Level = 0 },
            new(Threshold: 0) { Resize = 9 },
        ];
        var records = options.Select(
            (masks, number) => new ImageRecord(folder.File($"{number}.jpg"), ImageLabel.Authentic, "s") { Masks = masks });
        Manifest.Write(folder.File("all.csv"), records);
        Assert.Equal(options, Manifest.Read(folder.File("all.csv")).Select(record => record.Masks));
        File.WriteAllText(folder.File("bad.csv"), "path,label,mask_options\na.jpg,edited,purple\n");
        Assert.Contains(
            "'mask_options' is 'purple'", Assert.Throws<ManifestException>(() => Manifest.Read(folder.File("bad.csv"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_that_mark_more_than_half_of_most_images_are_warned_about()
    {
        Pair("a", Grey(255, 255, 255, 0));
        Pair("b", Grey(255, 255, 0, 255));
        Pair("c", Grey(255, 0, 0, 0));
        var warning = Assert.Single(LocalizationFolder.Read(folder.Root).Warnings);
        Assert.StartsWith("2 of 3 masks looked at mark more than half of their image as edited", warning, StringComparison.Ordinal);
        Assert.Contains("MaskOptions.Polarity = BlackIsEdited", warning, StringComparison.Ordinal);
        var turned = LocalizationFolder.Read(folder.Root, new() { Masks = new(MaskPolarity.BlackIsEdited) });
        Assert.Empty(turned.Warnings);
        Assert.Equal([0, 0, 0, 1], MaskReading.Read(turned[0], 4, 1).Pixels);
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 1, 0, 1, 1, 0, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 0 })]
    [InlineData(new byte[] { 250, 3, 250, 250, 3, 250, 250, 250 })]
    public void A_single_mask_of_any_levels_that_marks_more_than_half_is_warned_about(byte[] levels)
    {
        Pair("a", Grey(levels));
        Assert.StartsWith("1 of 1 masks looked at mark more than half", Assert.Single(LocalizationFolder.Read(folder.Root).Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_without_a_level_above_the_threshold_are_warned_about()
    {
        Pair("a", Grey(60, 0, 0, 0));
        Assert.Contains("no level above 127", Assert.Single(LocalizationFolder.Read(folder.Root).Warnings), StringComparison.Ordinal);
        Assert.Empty(LocalizationFolder.Read(folder.Root, new() { Masks = new(Threshold: 0) }).Warnings);
    }

    [Theory]
    [InlineData(6, 2, 4, true)]
    [InlineData(6, 4, 2, false)]
    [InlineData(3, 4, 2, true)]
    [InlineData(1, 4, 2, false)]
    public void Masks_that_look_unturned_next_to_a_turned_image_are_warned_about(int orientation, int width, int height, bool warned)
    {
        // The image is stored 2 × 4; the mask is width × height.
        folder.Put("s/image/a.jpg", Turned(ImageCodec.EncodeJpeg(new RgbImage(2, 4), 90), orientation));
        folder.Put(
            "s/mask/a.png", ImageCodec.EncodePng(new RgbImage(width, height, [255, 255, 255, .. new byte[3 * (width * height - 1)]])));
        var warnings = LocalizationFolder.Read(folder.Root).Warnings;
        Assert.Equal(warned, warnings.Any(warning => warning.Contains("their masks look unturned", StringComparison.Ordinal)));
    }

    private static RgbImage Grey(params byte[] levels) => new(levels.Length, 1, [.. levels.SelectMany(level => Enumerable.Repeat(level,
        3))]);

    // An APP1 segment with one EXIF tag, the orientation, after the first two bytes.
    private static byte[] Turned(byte[] jpeg, int orientation) =>
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0,
        (byte)orientation, 0, 0,
        0, 0, 0, 0, .. jpeg[2..],
    ];

    private static byte[] Read(string path, int width, int height, MaskOptions options) =>
        MaskReading.Read(new ImageRecord("/a.jpg", ImageLabel.Edited, "s") { MaskPath = path }, width, height, options).Pixels;

    private void Pair(string name, RgbImage mask)
    {
        folder.Put($"s/image/{name}.png", ImageCodec.EncodePng(new RgbImage(mask.Width, mask.Height)));
        folder.Put($"s/mask/{name}.png", ImageCodec.EncodePng(mask));
    }
}
