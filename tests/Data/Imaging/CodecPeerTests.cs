using System.Buffers.Binary;
using Telltale.Data;

namespace Telltale.Tests.Data.Imaging;

/// <summary>Files that decoders disagree on, against Pillow.</summary>
public class CodecPeerTests
{
    public static TheoryData<string> Images => [.. PillowFixture.Json("odd.json").EnumerateObject().Select(image => image.Name)];

    private static string File(string name) => Path.Combine(PillowFixture.Folder, "odd", name);

    [Theory]
    [MemberData(nameof(Images))]
    public void Pixels_are_upright_and_those_that_Pillow_decodes(string name)
    {
        var expected = PillowFixture.Json("odd.json").GetProperty(name).ToImage();
        PillowFixture.AssertClose(expected, ImageCodec.Read(File(name)), levels: 0);
        var header = ImageCodec.Inspect(File(name));
        Assert.Equal((expected.Width, expected.Height), (header.Width, header.Height));
    }

    [Theory]
    [InlineData("rgb-444.jpg")]
    [InlineData("rgb-420.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("progressive.jpg")]
    public void A_jpeg_that_lacks_nothing_but_its_end_marker_is_decoded(string name)
    {
        var whole = System.IO.File.ReadAllBytes(PillowFixture.Image(name));
        var expected = ImageCodec.Decode(whole, name).Pixels;
        Assert.Equal(expected, ImageCodec.Decode(whole[..^2], name).Pixels);
        Assert.Equal(expected, ImageCodec.Decode(whole[..^1], name).Pixels);
        Assert.Equal(expected, ImageCodec.Decode([.. whole[..^2], 0, 0], name).Pixels);
        Assert.Throws<ImageFileException>(() => ImageCodec.Decode(whole[..^3], name));
    }

    [Fact]
    public void A_progressive_jpeg_without_its_last_scan_says_so()
    {
        var whole = System.IO.File.ReadAllBytes(PillowFixture.Image("progressive.jpg"));
        var lastTables = whole.AsSpan().LastIndexOf<byte>([0xFF, 0xC4]);
        Assert.Contains("the file ends before its last scan",
            Assert.Throws<ImageFileException>(() => ImageCodec.Decode(whole[..lastTables], "cut")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rgb-444.jpg", 163, 2)]
    [InlineData("progressive.jpg", 163, 2)]
    [InlineData("rgb.png", 16, 4)]
    [InlineData("rgb.bmp", 18, -4)]
    [InlineData("lossy.webp", 26, -2)]
    public void A_header_that_promises_more_pixels_than_the_file_can_hold_is_refused_before_memory_is_taken(string name, int at, int bytes)
    {
        var content = System.IO.File.ReadAllBytes(PillowFixture.Image(name));
        at = name.EndsWith(".jpg", StringComparison.Ordinal) ? FrameHeader(content) + 5 : at;
        Write(content, at, bytes, 14_000);
        Write(content, at + Math.Abs(bytes), bytes, 14_000);
        if (name.EndsWith(".png", StringComparison.Ordinal))
        {
            BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(29), Crc(content.AsSpan(12, 17)));
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ImageFileException>(() => ImageCodec.Decode(content, name));
        Assert.Contains($"14,000 × 14,000 pixels, which the {content.Length:N0} bytes of the file cannot hold", error.Message,
            StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    // Negative: low byte first.
    private static void Write(byte[] content, int at, int bytes, int value)
    {
        for (var i = 0; i < Math.Abs(bytes); i++)
        {
            content[at + i] = (byte)(value >> 8 * (bytes < 0 ? i : bytes - 1 - i));
        }
    }

    private static int FrameHeader(byte[] content) =>
        Enumerable.Range(2, content.Length).First(i => content[i] == 0xFF && content[i + 1] is 0xC0 or 0xC2);

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
            }
        }
        return ~crc;
    }
}
