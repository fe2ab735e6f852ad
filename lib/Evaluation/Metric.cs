using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// What a number means: its name, its direction, its convention, and how it is printed. The metrics of the kit are static members, for
/// example <see cref="BalancedAccuracy"/>; two metrics are equal where all of this is equal.
/// </summary>
/// <example>
/// <code>
/// var accuracy = report[Metric.BalancedAccuracy];
/// var printed = $"{accuracy.Metric} {accuracy.Metric.Format(accuracy.Value)}";
/// var ofMyOwn = new Metric("cost", "mean cost of an error") { HigherIsBetter = false };
/// </code>
/// </example>
/// <param name="Name">The name that reports, charts and results files print.</param>
/// <param name="Convention">What exactly is computed, in a phrase.</param>
public sealed partial record Metric(string Name, string Convention)
{
    /// <summary>False for losses and errors.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>True where the value depends on a threshold; false where it follows from the scores or their ranking alone.</summary>
    public bool UsesThreshold { get; init; }

    /// <summary>Decimals of a printed value. Default 3.</summary>
    public int Decimals { get; init; } = 3;

    /// <summary>The convention, and the direction where lower is better.</summary>
    public string Description => HigherIsBetter ? Convention : $"{Convention}; lower is better";

    /// <summary>A value as reports print it; <c>-</c> for NaN.</summary>
    /// <param name="value">A value of this metric.</param>
    public string Format(double value) => double.IsNaN(value) ? "-" : value.Invariant($"0.{new string('0', Decimals)}");

    /// <summary>True where one value is better than another; any value is better than NaN.</summary>
    /// <param name="candidate">The value in question.</param>
    /// <param name="other">The value to compare with.</param>
    public bool IsBetter(double candidate, double other) =>
        double.IsNaN(other) ? !double.IsNaN(candidate) : HigherIsBetter ? candidate > other : candidate < other;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
