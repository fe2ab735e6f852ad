using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>Options of <see cref="CollectionScoring"/>.</summary>
public sealed record ScoringOptions
{
    /// <summary>
    /// Folder of the scores, <c>part-000000.parquet</c> and so on; created if missing. Shared by all shards of a collection, and by
    /// no other collection or model.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>Which parts to score; default all. The number of shards may change between calls.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Images per batch. It changes the last digits of the scores, so all shards must use the same.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Consecutive rows of the manifest in a part. A killed process loses at most one part. Choose it so that a shard has several parts.
    /// </summary>
    public int RowsPerPart { get; init; } = 2048;

    /// <summary>
    /// What to do with an image that cannot be read. Skipped images are in the parts with the reason and without a score.
    /// </summary>
    public InvalidImages Invalid { get; init; } = InvalidImages.Refuse;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentNullException.ThrowIfNull(Shard);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RowsPerPart, 1);
    }
}
