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
    private readonly int[] pointOfItem;
    private readonly ResamplingGroups groups;

    public ResamplingPlan(Predictions predictions, bool stratified)
    {
        sweep = ThresholdSweep.Of(predictions);
        targets = predictions.Targets;
        pointOfItem = [.. predictions.Scores.Select((score, item) => sweep.PointOf(score, predictions.Logits?[item] ?? 0))];
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
        for (var item = 0; item < targets.Length; item++)
        {
            (targets[item] ? truePositives : falsePositives)[pointOfItem[item]] += times[item];
        }
        for (var point = 1; point < sweep.Count; point++)
        {
            truePositives[point] += truePositives[point - 1];
            falsePositives[point] += falsePositives[point - 1];
        }
        return sweep.WithCounts(truePositives, falsePositives);
    }
}
