using Telltale.Data;
namespace Telltale.Tests;
public class ZzTemp
{
    [Fact]
    public void Hopper()
    {
        const string Path = "/work/shared/faults/codec/differs-from-pillow/hopper_bad_exif.jpg";
        var header = ImageCodec.Inspect(Path);
        File.AppendAllText("/tmp/w/hopper.txt", "\n" + $"{header}");
        var image = ImageCodec.Read(Path);
        var expected = File.ReadAllBytes("/tmp/w/hopper.raw");
        File.AppendAllText("/tmp/w/hopper.txt", "\n" + $"{image.Width}x{image.Height} {image.Pixels.Length} {expected.Length}");
        var differ = Enumerable.Range(0, Math.Min(expected.Length, image.Pixels.Length)).Where(i => expected[i] != image.Pixels[i]).ToList();
        File.AppendAllText("/tmp/w/hopper.txt", "\n" + $"{differ.Count} differ, most {(differ.Count == 0 ? 0 : differ.Max(i => Math.Abs(expected[i] - image.Pixels[i])))}, first {differ.FirstOrDefault(-1)}: {string.Join(' ', differ.Take(10).Select(i => $"{expected[i]}/{image.Pixels[i]}"))}");
    }
}
