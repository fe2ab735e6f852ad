using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Imaging;

public class JpegQualityTests
{
    [Fact]
    public void Tables_of_all_qualities_are_those_of_libjpeg_and_give_their_quality_back() =>
        Assert.All(PillowFixture.Json("jpeg_quality.json").EnumerateObject(), entry =>
        {
            var quality = int.Parse(entry.Name);
            var tables = entry.Value.EnumerateArray()
                .Select(table => Array.ConvertAll(Convert.FromHexString(table.GetString()!), value => (int)value)).ToArray();
            Assert.Equal(tables[0], JpegQuality.StandardTable(quality, forChrominance: false).ToArray());
            Assert.Equal(tables[1], JpegQuality.StandardTable(quality, forChrominance: true).ToArray());
            Assert.Equal(quality, JpegQuality.Estimate(tables[0], tables[1]));
        });

    [Fact]
    public void A_foreign_table_gets_the_nearest_quality()
    {
        var table = JpegQuality.StandardTable(80, forChrominance: false).ToArray();
        table[5]++;
        table[60]--;
        Assert.Equal(80, JpegQuality.Estimate(table));
    }

    [Fact]
    public void Markers_are_read_from_complete_and_from_truncated_files()
    {
        var bytes = File.ReadAllBytes(PillowFixture.Image("orientation-6.jpg"));
        for (var length = 0; length <= bytes.Length; length++)
        {
            using var stream = new MemoryStream(bytes, 0, length);
            var markers = JpegMarkers.Read(stream);
            Assert.True(length < bytes.Length || markers == new JpegMarkers(95, ChromaSubsampling.Yuv444, HasExif: true, Orientation: 6));
        }
    }

    [Fact]
    public void Garbage_never_fails()
    {
        var sound = File.ReadAllBytes(PillowFixture.Image("rgb-420.jpg"));
        for (var i = 0; i < 1000; i++)
        {
            var random = SeededRandom.For(i);
            var bytes = sound.ToArray();
            for (var change = 0; change < 4; change++)
            {
                bytes[2 + random.Next(200)] = (byte)random.Next(256);
            }
            using var stream = new MemoryStream(bytes);
            Assert.True(JpegMarkers.Read(stream).Quality is null or (>= 1 and <= 100));
        }
    }
}
