using MathNet.Numerics.Statistics;

namespace Telltale.Bias;

/// <summary>
/// Bins the values of a feature without looking at labels: one bin per value where there are few, else quantile bins, in which a frequent
/// value (such as a width of 512) has a bin of its own.
/// </summary>
internal sealed class FeatureBins
{
    /// <summary>Number of quantile bins.</summary>
    public const int Quantiles = 10;

    private readonly double[] upperEdges;

    private FeatureBins(double[] upperEdges) => this.upperEdges = upperEdges;

    /// <summary>Number of bins.</summary>
    public int Count => upperEdges.Length + 1;

    /// <summary>Bins for some values; NaN is ignored.</summary>
    public static FeatureBins Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        double[] distinct = [.. sorted.Distinct()];
        return new(distinct.Length <= Quantiles ? [.. distinct.SkipLast(1)] : QuantileEdges(sorted));
    }

    /// <summary>The bin of a value, 0 to <see cref="Count"/> − 1.</summary>
    public int IndexOf(double value)
    {
        var index = Array.BinarySearch(upperEdges, value);
        return index < 0 ? ~index : index;
    }

    private static double[] QuantileEdges(double[] sorted)
    {
        var edges = Enumerable.Range(1, Quantiles - 1)
            .Select(part => SortedArrayStatistics.QuantileCustom(sorted, part / (double)Quantiles, QuantileDefinition.R1)).ToArray();
        var frequent = edges.GroupBy(edge => edge).Where(same => same.Count() > 1).Select(same => Math.BitDecrement(same.Key));
        return [.. edges.Concat(frequent).Where(edge => edge >= sorted[0] && edge < sorted[^1]).Distinct().Order()];
    }
}
