namespace Telltale.Bias;

/// <summary>
/// The two-sample Kolmogorov–Smirnov test: do two samples come from the same distribution? It assumes independent values; with several
/// images per original the p-value is too small, so consider the distance too.
/// </summary>
/// <param name="Distance">The largest difference of the two empirical distribution functions, in [0, 1]; 0 = equal samples.</param>
/// <param name="PValue">
/// In [0, 1], from the asymptotic distribution, which is accurate from about 30 values per sample and conservative with ties.
/// </param>
internal sealed record KolmogorovSmirnov(double Distance, double PValue)
{
    /// <summary>Tests two samples.</summary>
    /// <param name="first">At least one value, none NaN.</param>
    /// <param name="second">At least one value, none NaN.</param>
    /// <exception cref="ArgumentException">A sample is empty or holds NaN.</exception>
    public static KolmogorovSmirnov Test(IEnumerable<double> first, IEnumerable<double> second)
    {
        var (one, other) = (Sorted(first, nameof(first)), Sorted(second, nameof(second)));
        var (i, j, distance) = (0, 0, 0.0);
        while (i < one.Length && j < other.Length)
        {
            var value = Math.Min(one[i], other[j]);
            while (i < one.Length && one[i] == value)
            {
                i++;
            }
            while (j < other.Length && other[j] == value)
            {
                j++;
            }
            distance = Math.Max(distance, Math.Abs(i / (double)one.Length - j / (double)other.Length));
        }
        return new(distance, Survival(distance * Math.Sqrt(one.Length * (double)other.Length / (one.Length + other.Length))));
    }

    /// <summary>The survival function of the Kolmogorov distribution: 2 Σ (−1)^(k−1) exp(−2 k² x²).</summary>
    internal static double Survival(double x)
    {
        if (x < 0.2)
        {
            return 1; // to 12 digits, where the series no longer converges
        }
        var sum = 0.0;
        for (var k = 1; k <= 100; k++)
        {
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        }
        return Math.Clamp(sum, 0, 1);
    }

    private static double[] Sorted(IEnumerable<double> values, string name)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0 && !double.IsNaN(sorted[0])
            ? sorted
            : throw new ArgumentException("The test needs two samples of at least one value each, without NaN.", name);
    }
}
