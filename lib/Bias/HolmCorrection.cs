namespace Telltale.Bias;

/// <summary>
/// Corrects probabilities for the number of tests, so that the chance of any false finding among them stays below the level, whatever
/// their dependence (Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 1979).
/// </summary>
internal static class HolmCorrection
{
    /// <summary>The corrected probabilities in the order of the given ones; NaN is no test and stays NaN.</summary>
    public static double[] Of(IReadOnlyList<double> probabilities)
    {
        var corrected = Enumerable.Repeat(double.NaN, probabilities.Count).ToArray();
        var tests = Enumerable.Range(0, probabilities.Count).Where(test => !double.IsNaN(probabilities[test])).OrderBy(test => probabilities[test]).ToArray();
        var least = 0.0;
        foreach (var (rank, test) in tests.Index())
        {
            least = Math.Max(least, Math.Min(1, (tests.Length - rank) * probabilities[test]));
            corrected[test] = least;
        }
        return corrected;
    }
}
