using Telltale.Bias;

namespace Telltale.Tests.Bias;

public class FeatureBinsTests
{
    [Fact]
    public void Few_values_have_a_bin_each()
    {
        var bins = FeatureBins.Of([90, 95, 90, double.NaN, 70]);
        Assert.Equal([0, 1, 2], new[] { 70.0, 90, 95 }.Select(bins.IndexOf));
        Assert.Equal(3, bins.Count);
    }

    [Fact]
    public void Many_values_share_bins_of_about_equal_numbers()
    {
        var values = Enumerable.Range(0, 1000).Select(index => index * 0.37).ToArray();
        var bins = FeatureBins.Of(values);
        Assert.Equal(FeatureBins.Quantiles, bins.Count);
        Assert.All(values.CountBy(bins.IndexOf), bin => Assert.InRange(bin.Value, 99, 101));
    }

    [Fact]
    public void A_frequent_value_among_many_has_a_bin_of_its_own()
    {
        double[] values = [.. Enumerable.Range(400, 300).Select(width => (double)width), .. Enumerable.Repeat(512.0, 300)];
        var bins = FeatureBins.Of(values);
        Assert.Equal(301, values.Count(value => bins.IndexOf(value) == bins.IndexOf(512)));
    }

    [Fact]
    public void A_constant_has_one_bin() => Assert.Equal(1, FeatureBins.Of([3, 3, 3]).Count);
}
