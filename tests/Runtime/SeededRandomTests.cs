using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public class SeededRandomTests
{
    [Fact]
    public void The_same_key_gives_the_same_numbers_and_another_key_others()
    {
        Assert.Equal(Draw(SeededRandom.For(17, 2, 3)), Draw(SeededRandom.For(17, 2, 3)));
        Assert.NotEqual(Draw(SeededRandom.For(17, 2, 3)), Draw(SeededRandom.For(17, 3, 2)));
    }

    [Fact]
    public void Uniform_and_normal_samples_have_the_right_mean_and_variance()
    {
        var random = SeededRandom.For(1);
        var uniform = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        var normal = Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0.5, uniform.Average(), 0.005);
        Assert.Equal(1 / 12.0, uniform.Average(x => (x - 0.5) * (x - 0.5)), 0.002);
        Assert.Equal(0, normal.Average(), 0.02);
        Assert.Equal(1, normal.Average(x => x * x), 0.03);
    }

    [Fact]
    public void Integers_cover_their_range_evenly()
    {
        var random = SeededRandom.For(2);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.Next(-3, 4) + 3]++;
        }
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    private static ulong[] Draw(SeededRandom random) => Enumerable.Range(0, 8).Select(_ => random.NextBits()).ToArray();
}
