using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// What a set of predictions consists of. It answers one question: does a set on which something was chosen
/// share images with the set on which it is reported? Scores and targets matter only where there are no records.
/// </summary>
internal sealed record SampleIdentity(string Name, double[] Scores, bool[] Targets, IReadOnlyList<ImageRecord>? Records)
{
    /// <summary>Number of items.</summary>
    public int Count => Records?.Count ?? Scores.Length;

    /// <summary>
    /// How many of the other set's items are in this set, by file or by original: a re-encoded copy of a test image is still a test image.
    /// Where either set has no records, equal scores and targets mean the same items.
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
