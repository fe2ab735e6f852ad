using CsCheck;
using Telltale.Data;
using Telltale.Runtime;
using Telltale.Tests.Data.Transforms;

namespace Telltale.Tests.Data.Imaging;

/// <summary>Several pixels at once must give what one after the other gives, whatever is left over at the end.</summary>
public class PackedPixelsTests
{
    private static readonly Gen<byte[]> Rows = Gen.Select(Gen.Int[1, 70], Gen.Int[1, 9])
        .Select((width, height) => TransformFixture.Noise(width, height).Pixels);

    [Fact]
    public void Reversing_moves_whole_pixels() =>
        Rows.Sample(rgb =>
        {
            var reversed = new byte[rgb.Length];
            PackedPixels.Reverse(rgb, reversed);
            Assert.Equal(rgb.Chunk(3).Reverse().SelectMany(pixel => pixel), reversed);
        });

    [Fact]
    public void A_fourth_byte_comes_and_goes() =>
        Rows.Sample(rgb =>
        {
            var (rgba, back) = (new byte[rgb.Length / 3 * 4], new byte[rgb.Length]);
            PackedPixels.AddAlpha(rgb, rgba);
            Assert.Equal(rgb.Chunk(3).SelectMany(pixel => pixel.Append((byte)255)), rgba);
            PackedPixels.DropAlpha(rgba, back);
            Assert.Equal(rgb, back);
        });

    [Fact]
    public void Each_channel_lands_in_its_plane() =>
        Rows.Sample(rgb =>
        {
            var planes = Enumerable.Range(0, 3).Select(_ => new float[rgb.Length / 3]).ToArray();
            PackedPixels.ToPlanes(rgb, planes[0], planes[1], planes[2]);
            Assert.All(planes.Index(), plane => Assert.Equal(rgb.Chunk(3).Select(pixel => (float)pixel[plane.Index]), plane.Item));
        });

    [Fact]
    public void Planes_are_rounded_to_nearest() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 1000]).Sample((count, seed) =>
        {
            var random = SeededRandom.For(seed);
            // Halves and full scale among them: what lies between levels is what rounding is about.
            var planes = Enumerable.Range(0, 3)
                .Select(_ => Enumerable.Range(0, count)
                    .Select(i => i % 3 == 0 ? random.Next(0, 511) / 2f : 255 * random.NextSingle()).ToArray()).ToArray();
            var rgb = new byte[3 * count];
            PackedPixels.FromPlanes(planes[0], planes[1], planes[2], rgb);
            Assert.Equal(Enumerable.Range(0, 3 * count).Select(i => (byte)(planes[i % 3][i / 3] + 0.5f)), rgb);
        });
}
