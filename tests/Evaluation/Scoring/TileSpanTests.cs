using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation.Scoring;

public class TileSpanTests
{
    private static readonly TileOptions Small = new() { Size = 320, Halo = 96, Blend = 32 };

    [Theory]
    [InlineData(1)]
    [InlineData(320)]
    [InlineData(321)]
    [InlineData(416)]
    [InlineData(1001)]
    public void Weights_add_up_to_one_at_every_pixel_and_no_score_inside_a_halo_counts(int size)
    {
        var sums = new double[size];
        foreach (var tile in TileSpan.Cover(size, Small))
        {
            Assert.Equal(0, tile.Start % 32);
            Assert.True(tile.Length == Small.Size || tile.Start + tile.Length == size);
            Assert.True(tile.First == 0 || tile.First - tile.Start == Small.Halo);
            var last = tile.First + tile.Weights.Length;
            Assert.True(last == size || tile.Start + tile.Length - last == Small.Halo);
            for (var i = 0; i < tile.Weights.Length; i++)
            {
                sums[tile.First + i] += tile.Weights[i];
            }
        }
        Assert.All(sums, sum => Assert.Equal(1, sum, 1e-6));
    }

    [Fact]
    public void Neighbours_pass_into_each_other_without_a_jump()
    {
        var tiles = TileSpan.Cover(1000, Small).ToArray();
        Assert.All(tiles[1].Weights.Zip(tiles[1].Weights.Skip(1)), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.06));
        Assert.True(tiles[1].Weights[0] < 0.01 && tiles[1].Weights[^1] < 0.01);
        Assert.All(new TileOptions[] { Small with { Size = 300 }, Small with { Size = 224 }, Small with { Halo = 90 },
            new() { Size = 0, Halo = 0, Blend = 0 } }, wrong =>
            Assert.Contains("multiples of 32", Assert.Throws<ArgumentException>(wrong.Validate).Message, StringComparison.Ordinal));
    }
}
