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
    private readonly int[] orderedPoints;
    private readonly ResamplingGroups groups;

    public ResamplingPlan(Predictions predictions, bool stratified)
    {
        sweep = ThresholdSweep.Of(predictions);
        targets = predictions.Targets;
        orderedPoints = [.. predictions.Scores.Select((score, item) => sweep.PointOf(score, predictions.Logits?[item] ?? 0))];
        ordered = [.. Enumerable.Range(0, orderedPoints.Length)];
        Array.Sort(orderedPoints, ordered);
        orderedTargets = Array.ConvertAll(ordered, item => targets[item]);
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
        var (positives, negatives) = (0L, 0L);
        // In the order of the points, all of which but the first have items: counts at random places would be in no cache.
        for (var place = 0; place < ordered.Length; place++)
        {
            var weight = times[ordered[place]];
            var ofPositive = orderedTargets[place] ? weight : 0;
            positives += ofPositive;
            negatives += weight - ofPositive;
            (truePositives[orderedPoints[place]], falsePositives[orderedPoints[place]]) = (positives, negatives);
        }
        return sweep.WithCounts(truePositives, falsePositives);
    }
}
