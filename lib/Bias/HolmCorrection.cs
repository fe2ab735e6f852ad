namespace Telltale.Bias;

/// <summary>
/// Corrects p-values for multiple tests, controlling the family-wise error rate under any dependence
/// (Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 1979).
/// </summary>
internal static class HolmCorrection
{
    /// <summary>The family-wise error rate: results with corrected p-values below it count.</summary>
    public const double Level = 0.05;

    /// <summary>The corrected p-values, in the same order; NaN is no test and stays NaN.</summary>
    public static double[] Of(IReadOnlyList<double> pValues)
    {
        var corrected = Enumerable.Repeat(double.NaN, pValues.Count).ToArray();
        var tests = Enumerable.Range(0, pValues.Count).Where(test => !double.IsNaN(pValues[test]))
            .OrderBy(test => pValues[test]).ToArray();
        var least = 0.0;
        foreach (var (rank, test) in tests.Index())
        {
            least = Math.Max(least, Math.Min(1, (tests.Length - rank) * pValues[test]));
            corrected[test] = least;
        }
        return corrected;
    }
}
