using Telltale.Bias;

namespace Telltale.Tests.Bias;

public class KolmogorovSmirnovTests
{
    [Fact]
    public void Distance_and_probability_are_those_of_scipy() => Assert.All(PeerCases.All.KolmogorovSmirnov, item =>
    {
        var test = KolmogorovSmirnov.Test(item.First, item.Second);
        Assert.Equal(item.Distance, test.Distance, 1e-12);
        Assert.Equal(item.Probability, test.PValue, 1e-9);
    });

    [Fact]
    public void An_empty_sample_or_one_with_NaN_is_refused()
    {
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.Test([], [1]));
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.Test([1], [0.5, double.NaN]));
    }
}
