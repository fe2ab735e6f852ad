using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>The effect of one repair on one metric, over the seeds.</summary>
/// <param name="Ablation">The two configurations compared.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Without">The metric without the repair.</param>
/// <param name="With">The metric with the repair.</param>
/// <param name="Difference">The metric with minus without the repair, for each seed.</param>
public sealed record RepairEffect(Ablation Ablation, string Test, Metric Metric, Spread Without, Spread With, Spread Difference)
{
    /// <summary>
    /// True if the 95 % interval of the mean difference (Student's t, over the seeds) excludes 0. Otherwise, or with a single seed, the
    /// effect is unresolved: its sign may differ with other seeds.
    /// </summary>
    public bool IsResolved => Math.Abs(Difference.Mean) > Difference.HalfWidth;

    /// <summary>The mean difference and its standard deviation.</summary>
    public override string ToString() =>
        Difference is { Lowest: 0, Highest: 0 } ? "no effect"
        : Difference.Runs == 1 ? $"{Difference.Mean.Invariant("+0.000;-0.000")} (one run)"
        : $"{Difference.Mean.Invariant("+0.000;-0.000;0.000")} ± {Difference.StandardDeviation.Invariant("0.000")}" +
            $"{(IsResolved ? "" : " (unresolved)")}";
}
