using MathNet.Numerics.Distributions;
using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Experiments;

/// <summary>The effect of a change on one metric, over the seeds.</summary>
/// <param name="Comparison">The two configurations compared.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Without">The metric without the change.</param>
/// <param name="With">The metric with the change.</param>
/// <param name="Difference">The metric with minus without the change, for each seed.</param>
/// <param name="CorrectedPValue">
/// Two-sided paired t-test over the seeds, corrected for the number of comparisons (Holm); NaN for a single seed.
/// </param>
public sealed record ChangeEffect(
    Comparison Comparison, string Test, Metric Metric, Spread Without, Spread With, Spread Difference, double CorrectedPValue)
{
    /// <summary>True if the corrected p-value is below 0.05. Otherwise the sign of the effect may differ with other seeds.</summary>
    public bool IsResolved => CorrectedPValue < HolmCorrection.Level;

    /// <summary>The mean difference and its 95 % interval (Student's t over the seeds).</summary>
    public override string ToString() =>
        Difference is { Lowest: 0, Highest: 0 } ? "no effect"
        : TextTable.Signed(Difference) + (Difference.Runs == 1 ? " (one run)" : IsResolved ? "" : " (unresolved)");

    /// <summary>The p-value of a paired t-test, uncorrected: 1 where no seed shows a difference, NaN for a single seed.</summary>
    internal static double PValue(Spread difference) => difference switch
    {
        { Runs: 1 } => double.NaN,
        { StandardDeviation: 0, Mean: 0 } => 1,
        { StandardDeviation: 0 } => 0,
        _ => 2 * StudentT.CDF(
            0, 1, difference.Runs - 1, -Math.Abs(difference.Mean) / difference.StandardDeviation * Math.Sqrt(difference.Runs)),
    };
}
