namespace Telltale.Benchmarks.Comparing;

/// <summary>The middle of noisy figures: one slow step, or one loud neighbour, moves it little.</summary>
internal static class Medians
{
    /// <summary>The median; of an even number, the mean of the middle two.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0
            ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
            : throw new ArgumentException("There is no median of nothing.", nameof(values));
    }
}
