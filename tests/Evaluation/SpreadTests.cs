using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class SpreadTests
{
    [Fact]
    public void Mean_sample_deviation_and_range_are_those_of_the_runs()
    {
        var spread = Spread.Of([1, 2, 4]);
        Assert.Equal(7 / 3.0, spread.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(7 / 3.0), spread.StandardDeviation, 1e-12);
        Assert.Equal((1, 4, 3), (spread.Lowest, spread.Highest, spread.Runs));
        Assert.Equal("2.333 ± 1.528", spread.ToString());
    }

    [Fact]
    public void One_run_has_no_spread_and_says_so() => Assert.Equal("0.500 (one run)", Spread.Of([0.5]).ToString());

    [Fact]
    public void No_run_is_refused() => Assert.Throws<ArgumentException>(() => Spread.Of([]));
}
