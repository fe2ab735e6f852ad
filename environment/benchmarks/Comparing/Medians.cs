namespace Telltale.Benchmarks.Comparing;

/// <summary>Medians of noisy measurements, robust against a single slow step.</summary>
internal static class Medians
{
    /// <summary>The median; of an even number, the mean of the middle two.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0
            ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
            : throw new ArgumentException("The median needs at least one value.", nameof(values));
    }
}
