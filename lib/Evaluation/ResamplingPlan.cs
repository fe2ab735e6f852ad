using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// Draws bootstrap resamples of a set without ever sorting again: a resample only changes how often each item counts,
/// so its sweep is the set's own thresholds with other counts.
/// </summary>
internal sealed class ResamplingPlan
{
    private readonly ThresholdSweep sweep;
    private readonly bool[] targets;
    private readonly int[] pointOfItem;
    private readonly int[] groupOfItem;
    private readonly int[][] strata;
    private readonly int groupCount;

    /// <summary>Groups are the originals (<c>SourceId</c>) where there are records; otherwise each item is its own group.</summary>
    public ResamplingPlan(Predictions predictions, bool stratified)
    {
        sweep = ThresholdSweep.Of(predictions);
        targets = predictions.Targets;
        pointOfItem = Array.ConvertAll(predictions.Scores, sweep.IndexAt);
        groupOfItem = GroupItems(predictions);
        groupCount = groupOfItem.Max() + 1;
        strata = stratified ? GroupsByClasses() : [[.. Enumerable.Range(0, groupCount)]];
    }

    /// <summary>The set itself, every item once.</summary>
    public ThresholdSweep Original => sweep;

    /// <summary>The sweep of one resample: as many groups as there are, drawn with replacement within each stratum.</summary>
    public ThresholdSweep Draw(SeededRandom random)
    {
        var timesDrawn = new int[groupCount];
        foreach (var stratum in strata)
        {
            for (var draw = 0; draw < stratum.Length; draw++)
            {
                timesDrawn[stratum[random.Next(stratum.Length)]]++;
            }
        }
        var (truePositives, falsePositives) = (new long[sweep.Count], new long[sweep.Count]);
        for (var item = 0; item < targets.Length; item++)
        {
            (targets[item] ? truePositives : falsePositives)[pointOfItem[item]] += timesDrawn[groupOfItem[item]];
        }
        for (var point = 1; point < sweep.Count; point++)
        {
            truePositives[point] += truePositives[point - 1];
            falsePositives[point] += falsePositives[point - 1];
        }
        return sweep.WithCounts(truePositives, falsePositives);
    }

    private static int[] GroupItems(Predictions predictions)
    {
        if (!predictions.HasRecords)
        {
            return [.. Enumerable.Range(0, predictions.Count)];
        }
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. predictions.Records.Select(record =>
        {
            numbers.TryAdd(record.SourceId, numbers.Count);
            return numbers[record.SourceId];
        })];
    }

    private int[][] GroupsByClasses()
    {
        var (hasPositive, hasNegative) = (new bool[groupCount], new bool[groupCount]);
        for (var item = 0; item < targets.Length; item++)
        {
            (targets[item] ? hasPositive : hasNegative)[groupOfItem[item]] = true;
        }
        return [.. Enumerable.Range(0, groupCount).GroupBy(group => (hasPositive[group], hasNegative[group])).Select(stratum => stratum.ToArray())];
    }
}
