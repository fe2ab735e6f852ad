using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>How <see cref="CollectionScoring"/> goes through a collection.</summary>
public sealed record ScoringOptions
{
    /// <summary>Where the scores lie, as <c>part-000000.parquet</c> and so on; made when missing. All shards of a collection share it, other collections or models never.</summary>
    public required string Folder { get; init; }

    /// <summary>Which share of the parts to score; default all. How a collection is cut may change from one call to the next.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Images in a step. Part of what the scores are: it changes their last digits.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Consecutive rows of the manifest in a part. What is lost at most when a process is killed, and what a shard consists of: there should be
    /// several parts a shard.
    /// </summary>
    public int RowsPerPart { get; init; } = 2048;

    /// <summary>What to do with an image that cannot be read. Skipped ones are listed in the parts with the reason and no score.</summary>
    public InvalidImages Invalid { get; init; } = InvalidImages.Refuse;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentNullException.ThrowIfNull(Shard);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RowsPerPart, 1);
    }
}
