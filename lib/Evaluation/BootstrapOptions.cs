namespace Telltale.Evaluation;

/// <summary>Options of a bootstrap.</summary>
public sealed record BootstrapOptions
{
    /// <summary>
    /// Number of resamples, at least 1. With 1,000, the bounds vary between seeds by about a tenth of the interval's width.
    /// </summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed; resample k depends on (seed, k) only, not on the number of threads.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Share of resamples inside the interval, in (0, 1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>
    /// True (default): groups are resampled within strata by the classes they contain (only positives, only negatives, both), so that
    /// every resample keeps the class balance of the set and has both classes. False: resampled from all groups.
    /// </summary>
    public bool Stratified { get; init; } = true;

    /// <summary>Maximum number of threads; does not change the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
