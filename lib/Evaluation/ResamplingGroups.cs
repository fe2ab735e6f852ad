using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>The groups that a bootstrap resamples, and their strata.</summary>
internal sealed class ResamplingGroups
{
    private readonly bool[] positives;
    private readonly int[] groupOfItem;
    private readonly int groupCount;
    private readonly int[][] strata;

    /// <summary>Groups are the originals (<c>SourceId</c>) where there are records; otherwise each item is its own group.</summary>
    public ResamplingGroups(IReadOnlyList<ImageRecord>? records, bool[] positives, bool stratified)
    {
        this.positives = positives;
        groupOfItem = GroupItems(records);
        groupCount = groupOfItem.Max() + 1;
        strata = stratified ? GroupsByClasses() : [[.. Enumerable.Range(0, groupCount)]];
    }

    /// <summary>The number of groups of the class that has fewest, of those present.</summary>
    public int Fewest => groupOfItem.Zip(positives).Distinct().GroupBy(pair => pair.Second).Min(ofClass => ofClass.Count());

    /// <summary>How often each item occurs in one resample: groups are drawn with replacement within each stratum.</summary>
    public int[] Draw(SeededRandom random)
    {
        var timesDrawn = new int[groupCount];
        foreach (var stratum in strata)
        {
            for (var draw = 0; draw < stratum.Length; draw++)
            {
                timesDrawn[stratum[random.Next(stratum.Length)]]++;
            }
        }
        return Array.ConvertAll(groupOfItem, group => timesDrawn[group]);
    }

    private int[] GroupItems(IReadOnlyList<ImageRecord>? records)
    {
        if (records is null)
        {
            return [.. Enumerable.Range(0, positives.Length)];
        }
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. records.Select(record =>
        {
            numbers.TryAdd(record.SourceId, numbers.Count);
            return numbers[record.SourceId];
        })];
    }

    private int[][] GroupsByClasses()
    {
        var (hasPositive, hasNegative) = (new bool[groupCount], new bool[groupCount]);
        for (var item = 0; item < positives.Length; item++)
        {
            (positives[item] ? hasPositive : hasNegative)[groupOfItem[item]] = true;
        }
        return [.. Enumerable.Range(0, groupCount).GroupBy(group => (hasPositive[group], hasNegative[group]))
            .Select(stratum => stratum.ToArray())];
    }
}
