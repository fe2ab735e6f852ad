namespace Telltale.Evaluation;

/// <summary>How a bootstrap draws its resamples.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Number of resamples, at least 1. Percentiles of 1,000 are steady to about a tenth of the interval's width.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Resample k is a function of (seed, k) alone, whatever the number of threads.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Share of resamples inside the interval, in (0, 1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>
    /// True (default): groups are drawn apart by the classes they hold (only positives, only negatives, both), so that a resample keeps
    /// the balance of the set, which was decided when the set was made, and never loses a class. False: drawn from all groups alike.
    /// </summary>
    public bool Stratified { get; init; } = true;

    /// <summary>Threads at most; changes the time, never the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
