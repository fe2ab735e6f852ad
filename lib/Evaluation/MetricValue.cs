namespace Telltale.Evaluation;

/// <summary>One measured figure with its interval, its convention and the two trivial answers beside it: a row of a report or results file.</summary>
/// <param name="Name">The figure's name, the same in every report, for example <c>ROC AUC</c>.</param>
/// <param name="Value">What was measured; NaN where it is not defined on this set.</param>
/// <param name="Lower">Lower bound of the bootstrap interval; NaN where none was drawn.</param>
/// <param name="Upper">Upper bound of the bootstrap interval; NaN where none was drawn.</param>
/// <param name="Convention">What exactly is counted, in plain words.</param>
public sealed record MetricValue(string Name, double Value, double Lower, double Upper, string Convention)
{
    /// <summary>The same figure for the answer "all negative" (every image real), without looking at any.</summary>
    public double AllNegative { get; init; } = double.NaN;

    /// <summary>The same figure for the answer "all positive" (every image synthetic), without looking at any.</summary>
    public double AllPositive { get; init; } = double.NaN;

    /// <summary>True where the figure depends on the threshold, false where it judges scores or their order alone.</summary>
    public bool UsesThreshold { get; init; }

    /// <summary>True for errors, of which less is better.</summary>
    public bool LowerIsBetter => Convention.EndsWith("lower is better", StringComparison.Ordinal);

    /// <summary>Why the value is not defined on this set; null where it is.</summary>
    public string? Remark { get; init; }
}
