using System.Buffers.Binary;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Imaging;

public class TiffTests
{
    private static readonly string Folder = Path.Combine(PillowFixture.Folder, "tiff");

    public static TheoryData<string> Accepted => [.. PillowFixture.Json("tiffs.json").EnumerateObject().Select(image => image.Name)];

    private static byte[] Content(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".tif"));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Pixels_are_those_that_Pillow_decodes(string name)
    {
        var expected = PillowFixture.Json("tiffs.json").GetProperty(name).ToImage();
        PillowFixture.AssertClose(
            expected, ImageCodec.Read(Path.Combine(Folder, name + ".tif")), name.Contains("alpha", StringComparison.Ordinal) ? 1 : 0);
        var header = ImageCodec.Inspect(Path.Combine(Folder, name + ".tif"));
        Assert.Equal((expected.Width, expected.Height, "tiff"), (header.Width, header.Height, header.Format));
    }

    [Theory]
    [InlineData("big-tiff", "a BigTIFF file")]
    [InlineData("jpeg", "with JPEG compression")]
    [InlineData("fax", "with fax compression")]
    [InlineData("zstd", "with Zstandard compression")]
    [InlineData("cmyk", "in CMYK")]
    [InlineData("lab", "in L*a*b*")]
    [InlineData("ycbcr", "in YCbCr")]
    [InlineData("palette", "with a palette")]
    [InlineData("grey-alpha", "with grey and alpha")]
    [InlineData("rgba-premultiplied", "with premultiplied alpha")]
    [InlineData("rgbx", "with 4 channels, of which one is unspecified")]
    [InlineData("deep-rgba", "with RGB and alpha of 16 bits")]
    [InlineData("float", "with floating-point samples")]
    [InlineData("float-predictor", "with predictor 3")]
    [InlineData("one-bit", "with samples of 1 bits")]
    [InlineData("preview", "with a preview as its first image")]
    [InlineData("reversed-bits", "with reversed bits")]
    public void Other_kinds_are_refused_by_name(string name, string kind)
    {
        foreach (var read in new Action<string>[] { path => ImageCodec.Read(path), path => ImageCodec.Inspect(path) })
        {
            var error = Assert.Throws<ImageFileException>(() => read(Path.Combine(Folder, $"refused-{name}.tif")));
            Assert.Contains(kind, error.Problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_cut_file_is_an_error_wherever_it_is_cut(string name)
    {
        var whole = Content(name);
        var random = SeededRandom.For(name.Length);
        // Pillow's files end with the directory's values, of which the last byte may be padding.
        Assert.All(Enumerable.Range(0, 40).Select(_ => random.Next(whole.Length - 1)).Append(whole.Length - 2),
            length => Assert.Throws<ImageFileException>(() => ImageCodec.Decode(whole[..length], name)));
    }

    [Theory]
    [InlineData("rgb")]
    [InlineData("rgb-strips")]
    [InlineData("rgb-tiles")]
    [InlineData("rgb-deflate")]
    [InlineData("rgb-packbits")]
    [InlineData("grey-tiles-deflate")]
    [InlineData("lzw-rgb")]
    [InlineData("lzw-l-predictor")]
    public void A_strip_or_tile_that_is_declared_shorter_is_an_error(string name)
    {
        var content = Content(name);
        var directory = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(4));
        for (var entry = directory + 2; entry < directory + 2 + 12 * content[directory]; entry += 12)
        {
            var (tag, type) = (BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(entry)), content[entry + 2]);
            if (tag is 279 or 325)
            {
                var count = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(entry + 4));
                var bytes = count * (type == 3 ? 2 : 4);
                var first = bytes <= 4 ? entry + 8 : BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(entry + 8));
                var last = first + bytes - bytes / count;
                var length = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(last));
                BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(last), (ushort)(length * 2 / 3));
            }
        }
        Assert.Throws<ImageFileException>(() => ImageCodec.Decode(content, name));
    }

    [Fact]
    public void An_lzw_strip_that_ends_early_is_an_error()
    {
        var content = Content("lzw-l");
        // Clear, one byte, end: 100000000 001000001 100000001, in place of the strip behind the header.
        byte[] early = [0x80, 0x10, 0x60, 0x20];
        early.CopyTo(content.AsSpan(8));
        Assert.Throws<ImageFileException>(() => ImageCodec.Decode(content, "early end"));
    }

    [Fact]
    public void A_few_bytes_that_promise_a_large_image_are_refused_before_memory_is_taken()
    {
        foreach (var name in new[] { "rgb", "rgb-packbits", "rgb-deflate", "rgb-tiles" })
        {
            var content = Content(name);
            for (var entry = 10; entry < 10 + 24; entry += 12)
            {
                BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(entry + 8), 14_000);
            }
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<ImageFileException>(() => ImageCodec.Decode(content, name));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        }
    }

    [Fact]
    public void Random_damage_is_an_error_or_an_image_but_nothing_worse()
    {
        const int Mutations = 8;
        foreach (var file in Directory.GetFiles(Folder))
        {
            var sound = File.ReadAllBytes(file);
            for (var i = 0; i < Mutations; i++)
            {
                var random = SeededRandom.For(i);
                var damaged = sound.ToArray();
                for (var damage = 0; damage < 1 + i % 3; damage++)
                {
                    // Half of the damage in the directory of the files whose directory comes first.
                    damaged[random.Next(i % 2 == 0 ? damaged.Length : Math.Min(damaged.Length, 200))] = (byte)random.Next(256);
                }
                Assert.True(Record.Exception(() => ImageCodec.Decode(damaged, file)) is null or ImageFileException);
            }
        }
    }
}
