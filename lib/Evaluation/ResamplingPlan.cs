using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// Draws bootstrap resamples of a set without sorting again: a resample only changes the weight of each item, so its sweep has the
/// thresholds of the set and other counts.
/// </summary>
internal sealed class ResamplingPlan
{
    private readonly ThresholdSweep sweep;
    private readonly bool[] targets;
    private readonly int[] ordered;
    private readonly bool[] orderedTargets;
    private readonly int[] endOfPoint;
    private readonly ResamplingGroups groups;

    public ResamplingPlan(Predictions predictions, bool stratified)
    {
        sweep = ThresholdSweep.Of(predictions);
        targets = predictions.Targets;
        var pointOfItem = predictions.Scores.Select((score, item) => sweep.PointOf(score, predictions.Logits?[item] ?? 0)).ToArray();
        ordered = [.. Enumerable.Range(0, pointOfItem.Length)];
        Array.Sort(pointOfItem, ordered);
        orderedTargets = Array.ConvertAll(ordered, item => targets[item]);
        endOfPoint = Ends(pointOfItem, sweep.Count);
        groups = new(predictions.HasRecords ? predictions.Records : null, targets, stratified);
    }

    /// <summary>The target of each item.</summary>
    public bool[] Targets => targets;

    /// <summary>The number of originals of the class that has fewest, of those present.</summary>
    public int FewestOriginals => groups.Fewest;

    /// <summary>The sweep of one resample.</summary>
    public ThresholdSweep Draw(SeededRandom random) => Weighted(DrawTimes(random));

    /// <summary>How often each item occurs in one resample.</summary>
    public int[] DrawTimes(SeededRandom random) => groups.Draw(random);

    /// <summary>The sweep in which each item has a weight.</summary>
    public ThresholdSweep Weighted(int[] times)
    {
        var (truePositives, falsePositives) = (new long[sweep.Count], new long[sweep.Count]);
        var (positives, negatives, next) = (0L, 0L, 0);
        // In the order of the points the counts are written one after the other: at random places a million of them are in no cache.
        for (var point = 0; point < endOfPoint.Length; point++)
        {
            for (; next < endOfPoint[point]; next++)
            {
                var weight = times[ordered[next]];
                var ofPositive = orderedTargets[next] ? weight : 0;
                positives += ofPositive;
                negatives += weight - ofPositive;
            }
            (truePositives[point], falsePositives[point]) = (positives, negatives);
        }
        return sweep.WithCounts(truePositives, falsePositives);
    }

    /// <summary>For each point, how many items are at it or before.</summary>
    private static int[] Ends(int[] sortedPoints, int count)
    {
        var ends = new int[count];
        foreach (var point in sortedPoints)
        {
            ends[point]++;
        }
        for (var point = 1; point < count; point++)
        {
            ends[point] += ends[point - 1];
        }
        return ends;
    }
}
