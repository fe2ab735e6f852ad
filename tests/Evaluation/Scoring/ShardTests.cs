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

    [Theory]
    [InlineData(0, 0, 7, 1, 8, "0/8")]
    [InlineData(7, 0, 7, 1, 8, "7/8")]
    [InlineData(1, 1, 8, 1, 8, "0/8")]     // --array=1-8
    [InlineData(11, 5, 15, 2, 6, "3/6")]   // --array=5-15:2
    [InlineData(10, 0, 10, 5, 3, "2/3")]   // --array=0-12:5, whose last id is 10
    [InlineData(4, 4, 4, 1, 1, "0/1")]
    public void A_task_of_a_job_array_is_a_shard(int id, int first, int last, int step, int count, string expected) =>
        Assert.Equal(Shard.Parse(expected), Shard.Of(Task(id, first, last, step, count).GetValueOrDefault));

    [Fact]
    public void Every_piece_belongs_to_one_task_of_an_array() => Assert.All(Enumerable.Range(0, 20), piece =>
        Assert.Single(Enumerable.Range(0, 6), index => Shard.Of(Task(5 + 2 * index, 5, 15, 2, 6).GetValueOrDefault).Has(piece)));

    [Theory]
    [InlineData(0, 0, 9, 1, 4)]            // --array=0,1,5,9
    [InlineData(1, 0, 4, 2, 3)]
    public void A_list_of_tasks_is_refused_with_the_range_to_use(int id, int first, int last, int step, int count)
    {
        var refused = Assert.Throws<ArgumentException>(() => Shard.Of(Task(id, first, last, step, count).GetValueOrDefault));
        var cure = $"--array=0-{count - 1}, or set TELLTALE_SHARD, for example to 0/{count}";
        Assert.Contains(cure, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_that_is_named_is_used_within_an_array_and_outside_it_there_is_one_job()
    {
        var variables = Task(0, 0, 9, 1, 4);
        variables[Shard.Variable] = "3/8";
        Assert.Equal(new Shard(3, 8), Shard.Of(variables.GetValueOrDefault));
        Assert.Equal(Shard.Whole, Shard.Of(_ => null));
    }

    [Fact]
    public void An_array_without_its_size_is_refused_with_the_variable_that_is_missing()
    {
        var variables = Task(0, 0, 3, 1, 4);
        variables.Remove("SLURM_ARRAY_TASK_COUNT");
        Assert.Contains("SLURM_ARRAY_TASK_COUNT is ''",
            Assert.Throws<ArgumentException>(() => Shard.Of(variables.GetValueOrDefault)).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Task(int id, int first, int last, int step, int count) =>
        new (string Name, int Value)[] { ("ID", id), ("MIN", first), ("MAX", last), ("STEP", step), ("COUNT", count) }
            .ToDictionary(pair => $"SLURM_ARRAY_TASK_{pair.Name}", pair => (string?)$"{pair.Value}");
}
