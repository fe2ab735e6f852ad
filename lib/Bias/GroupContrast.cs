using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Compares one group of images with the others by a permutation test: how often does a random group, with as many originals of the same
/// classes, differ from the rest by at least as much? Images of one original in one group are permuted together.
/// <para>
/// A share of R permutations cannot be below 1 / (R + 1), however large the difference. Where R is small for the number of groups, and
/// the group and the others have enough originals for the permuted differences to be normal, the tail is therefore that of a normal
/// distribution with their mean and variance (an approximation of the permutation distribution, as in Winkler et al., Faster Permutation
/// Inference in Brain Imaging, NeuroImage 2016); since both are estimated from R values, of Student's t with R − 1 degrees of freedom.
/// Elsewhere the share is used, and <see cref="GroupTest.Least"/> says how small it could have been.
/// </para>
/// </summary>
internal sealed class GroupContrast
{
    private const int EnoughOriginals = 20;

    // So many for each group resolve a corrected p of 0.0025: the share needs no approximation.
    private const int EnoughPerGroup = 400;

    // With fewer, their variance is too uncertain; a share of at least so many permutations needs no tail.
    private const int FewestPermutations = 100, EnoughAsLarge = 10;

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

    /// <summary>Tests whether the group differs.</summary>
    /// <param name="permutations">Number of random groups; increased where so few could not tell.</param>
    /// <param name="groups">Number of groups that p-values are corrected for.</param>
    /// <param name="seed">Seed of the random groups.</param>
    /// <param name="cancellation">Cancels between random groups.</param>
    public GroupTest Test(int permutations, int groups, long seed, CancellationToken cancellation)
    {
        var actual = CanCompare ? Difference() : double.NaN;
        if (double.IsNaN(actual))
        {
            return new(double.NaN, double.NaN);
        }
        var isLarge = HasEnoughOriginals();
        // 40 per group resolve a corrected p of 0.025.
        permutations = Math.Max(permutations, isLarge ? FewestPermutations : 40 * groups);
        var permuted = Enumerable.Range(0, permutations).AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(permutation => Difference(Shuffled(SeededRandom.For(seed, permutation)))).ToArray();
        var asLarge = permuted.Count(difference => Math.Abs(difference) >= Math.Abs(actual) - 1e-12);
        var share = (1.0 + asLarge) / (1.0 + permutations);
        return !isLarge || permutations >= EnoughPerGroup * groups || permuted.Any(double.IsNaN)
            ? new(share, Math.Max(1 / (1.0 + permutations), 1 / Relabelings()))
            : asLarge >= EnoughAsLarge ? new(share, 0)
            : new(Tail(actual, permuted), 0);
    }

    private static double Tail(double actual, double[] permuted)
    {
        var (mean, deviation) = permuted.MeanStandardDeviation();
        var distance = Math.Abs(actual - mean) / (deviation * Math.Sqrt(1 + 1.0 / permuted.Length));
        return double.IsNaN(distance) ? 1 : 2 * StudentT.CDF(0, 1, permuted.Length - 1, -distance);
    }

    /// <summary>Whether every class compared has enough originals inside and outside the group.</summary>
    private bool HasEnoughOriginals()
    {
        var units = strata.SelectMany(stratum => stratum)
            .SelectMany(unit => unit.Select(item => (Class: plan.Targets[item], IsMember: isMember[unit[0]])).Distinct()).ToArray();
        int Count(bool target, bool side) => units.Count(unit => unit == (target, side));
        return units.Select(unit => unit.Class).Distinct().All(target =>
            Math.Min(Count(target, side: true), Count(target, side: false)) >= EnoughOriginals);
    }

    /// <summary>In how many ways the originals could have been in the group.</summary>
    private double Relabelings() => Math.Exp(strata.Sum(units =>
        SpecialFunctions.BinomialLn(units.Length, units.Count(unit => isMember[unit[0]]))));

    private double Difference(bool[] members)
    {
        int[] Times(bool inGroup)
        {
            var times = new int[members.Length];
            for (var item = 0; item < times.Length; item++)
            {
                times[item] = !compared[item] || members[item] == inGroup ? 1 : 0;
            }
            return times;
        }
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
