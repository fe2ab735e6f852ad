using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// What a set of predictions consists of. It answers one question: does a set on which something was chosen
/// share images with the set on which it is reported?
/// </summary>
internal sealed class SampleIdentity(string name, double[] scores, bool[] targets, IReadOnlyList<ImageRecord>? records)
{
    /// <summary>What the set is called.</summary>
    public string Name => name;

    /// <summary>Number of items.</summary>
    public int Count => scores.Length;

    /// <summary>
    /// How many of the other set's items are in this set, by file or by original: a re-encoded copy of a test image is still a test image.
    /// Where either set has no records, equal scores and targets mean the same items.
    /// </summary>
    public int SharedWith(SampleIdentity other)
    {
        if (records is null || other.RecordsOrNull is not { } others)
        {
            return HasSameNumbers(other) ? other.Count : 0;
        }
        var paths = records.Select(record => record.Path).ToHashSet(StringComparer.Ordinal);
        var originals = records.Select(record => record.SourceId).ToHashSet(StringComparer.Ordinal);
        return others.Count(record => paths.Contains(record.Path) || originals.Contains(record.SourceId));
    }

    private IReadOnlyList<ImageRecord>? RecordsOrNull => records;

    private bool HasSameNumbers(SampleIdentity other) =>
        scores.AsSpan().SequenceEqual(other.Scores) && targets.AsSpan().SequenceEqual(other.Targets);

    private double[] Scores => scores;

    private bool[] Targets => targets;
}
