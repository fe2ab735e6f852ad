using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// Identifies a set of predictions, to tell whether the set on which a threshold was chosen shares images with the set on which it is
/// reported. Scores and targets are compared only where there are no records.
/// </summary>
internal sealed record SampleIdentity(string Name, double[] Scores, bool[] Targets, IReadOnlyList<ImageRecord>? Records)
{
    /// <summary>What the scores are.</summary>
    public ScoreScale Scale { get; init; } = ScoreScale.Probability;

    /// <summary>Number of items.</summary>
    public int Count => Records?.Count ?? Scores.Length;

    /// <summary>
    /// How many items of the other set are in this set, by file or by original: a re-encoded copy of a test image is still a test image.
    /// Without records, sets with equal scores and targets are the same.
    /// </summary>
    public int SharedWith(SampleIdentity other)
    {
        if (Records is null || other.Records is null)
        {
            return Scores.AsSpan().SequenceEqual(other.Scores) && Targets.AsSpan().SequenceEqual(other.Targets) ? other.Count : 0;
        }
        var paths = Records.Select(record => record.Path).ToHashSet(StringComparer.Ordinal);
        var originals = Records.Select(record => record.SourceId).ToHashSet(StringComparer.Ordinal);
        return other.Records.Count(record => paths.Contains(record.Path) || originals.Contains(record.SourceId));
    }
}
