using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation.Scoring;

public class ShardTests
{
    [Fact]
    public void A_shard_is_read_as_it_is_written()
    {
        Assert.Equal(new Shard(3, 8), Shard.Parse("3/8"));
        Assert.Equal("3/8", new Shard(3, 8).ToString());
        Assert.Equal(new Shard(0, 1), Shard.Whole);
    }

    [Theory]
    [InlineData("8/8", "counted from 0, so 8 of them are 0/8 to 7/8")]
    [InlineData("0/0", "There is no shard 0/0")]
    [InlineData("-1/8", "for example 3/8 (TELLTALE_SHARD)")]
    [InlineData("3", "for example 3/8")]
    [InlineData("3/8/2", "for example 3/8")]
    [InlineData("a/b", "for example 3/8")]
    public void What_is_no_shard_is_refused_with_the_form(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_piece_belongs_to_one_shard(int count) =>
        Assert.All(Enumerable.Range(0, 20),
            piece => Assert.Single(Enumerable.Range(0, count), index => new Shard(index, count).Has(piece)));
}
