namespace Telltale.Bias;

/// <summary>How an audit is done and from where on it calls a feature telling.</summary>
public sealed record ShortcutAuditOptions
{
    /// <summary>A telling feature has at least this AUC: smaller effects are real but teach a model little.</summary>
    public double LeastArea { get; init; } = 0.6;

    /// <summary>
    /// Probability of calling any feature telling where none is, in (0, 1). Each interval has the level 1 − this / number of features
    /// (Bonferroni), so that auditing many features finds nothing by number alone.
    /// </summary>
    public double FamilyError { get; init; } = 0.05;

    /// <summary>Bootstrap resamples behind each interval.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Two images are near-duplicates up to this many differing bits of 256.</summary>
    public int DuplicateDistance { get; init; } = NearDuplicates.DefaultDistance;

    /// <summary>Seed of folds and resamples.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Threads at most; changes the time, never the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
