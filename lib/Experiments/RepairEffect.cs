using Telltale.Evaluation;

namespace Telltale.Experiments;

/// <summary>What one repair changes in one metric, over the seeds.</summary>
/// <param name="Change">The two configurations compared.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Without">Its value without the repair.</param>
/// <param name="With">Its value with the repair.</param>
/// <param name="Difference">With minus without, seed by seed.</param>
public sealed record RepairEffect(OneChange Change, string Test, Metric Metric, Spread Without, Spread With, Spread Difference)
{
    /// <summary>
    /// True where the 95 % interval of the mean difference (Student's, over the seeds) does not hold 0. Where it does, or where there is
    /// one seed only, the effect is unresolved: other seeds might turn it round.
    /// </summary>
    public bool IsResolved => Math.Abs(Difference.Mean) > Difference.HalfWidth;

    /// <summary>The difference in words.</summary>
    public override string ToString() =>
        Difference is { Lowest: 0, Highest: 0 } ? "no effect"
        : Difference.Runs == 1 ? $"{Difference.Mean:+0.000;-0.000} (one run)"
        : $"{Difference.Mean:+0.000;-0.000;0.000} ± {Difference.StandardDeviation:0.000}{(IsResolved ? "" : " (unresolved)")}";
}
