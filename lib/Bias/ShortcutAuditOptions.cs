namespace Telltale.Bias;

/// <summary>Options of a shortcut audit.</summary>
public sealed record ShortcutAuditOptions
{
    /// <summary>A feature is reported if its AUC is at least this; smaller effects matter little to a model.</summary>
    public double MinAuc { get; init; } = 0.6;

    /// <summary>
    /// Probability of reporting any feature where none separates the classes, in (0, 1). Each interval has the level
    /// 1 − this / number of features (Bonferroni).
    /// </summary>
    public double FamilyWiseErrorRate { get; init; } = 0.05;

    /// <summary>Bootstrap resamples of each interval.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Two images are near-duplicates if at most this many of the 256 bits of their hashes differ.</summary>
    public int DuplicateDistance { get; init; } = NearDuplicates.DefaultDistance;

    /// <summary>Seed of folds and resamples.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Maximum number of threads; does not change the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
