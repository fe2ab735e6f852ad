using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Compares one group of images with the others by a permutation test: how often does a random group, with as many originals of the same
/// classes, differ from the rest by at least as much? Images of one original in one group are permuted together.
/// </summary>
internal sealed class GroupContrast
{
    private readonly ResamplingPlan plan;
    private readonly Func<ThresholdSweep, double> metric;
    private readonly bool[] compared;
    private readonly bool[] isMember;
    private readonly int[][][] strata;

    /// <param name="predictions">All images.</param>
    /// <param name="groupOf">The group of each image.</param>
    /// <param name="group">The group to compare.</param>
    /// <param name="metric">What to compare.</param>
    public GroupContrast(Predictions predictions, string[] groupOf, string group, Func<ThresholdSweep, double> metric)
    {
        (plan, this.metric) = (new(predictions, stratified: true), metric);
        isMember = Array.ConvertAll(groupOf, name => name == group);
        var classes = predictions.Targets.Where((_, item) => isMember[item]).Distinct().ToArray();
        // Images of a class that the group lacks are on both sides and are not compared.
        compared = Array.ConvertAll(predictions.Targets, classes.Contains);
        CanCompare = classes.All(target =>
            Enumerable.Range(0, groupOf.Length).Any(item => !isMember[item] && predictions.Targets[item] == target));
        strata = [.. Enumerable.Range(0, groupOf.Length).Where(item => compared[item])
            .GroupBy(item => (predictions.Records[item].SourceId, groupOf[item]))
            .GroupBy(unit => string.Join(' ', unit.Select(item => predictions.Targets[item]).Distinct().Order()))
            .Select(stratum => stratum.Select(unit => unit.ToArray()).ToArray())];
    }

    /// <summary>False where the other images lack a class that the group has.</summary>
    public bool CanCompare { get; }

    /// <summary>The metric of the group minus that of the others.</summary>
    public double Difference() => Difference(isMember);

    /// <summary>The p-value: the share of random groups that differ at least as much, including the group itself.</summary>
    public double PValue(int permutations, long seed, CancellationToken cancellation)
    {
        var actual = Math.Abs(Difference());
        var asLarge = Enumerable.Range(0, permutations).AsParallel().WithCancellation(cancellation)
            .Count(permutation => Math.Abs(Difference(Shuffled(SeededRandom.For(seed, permutation)))) >= actual - 1e-12);
        return (1.0 + asLarge) / (1.0 + permutations);
    }

    private double Difference(bool[] members)
    {
        int[] Times(bool inGroup) => [.. members.Select((member, item) => !compared[item] || member == inGroup ? 1 : 0)];
        return metric(plan.Weighted(Times(true))) - metric(plan.Weighted(Times(false)));
    }

    private bool[] Shuffled(SeededRandom random)
    {
        var members = new bool[isMember.Length];
        foreach (var stratum in strata)
        {
            foreach (var unit in random.Permutation(stratum.Length).Take(stratum.Count(unit => isMember[unit[0]])))
            {
                Array.ForEach(stratum[unit], item => members[item] = true);
            }
        }
        return members;
    }
}
