using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>What a replay showed, in sentences computed from its results.</summary>
public static partial class ReplayConclusions
{
    /// <summary>A ROC AUC this far from 0.5 is still near chance.</summary>
    private const double NearChance = 0.15;

    /// <summary>Whether the published configuration collapses as the paper's detector did: learned in its domain, lost outside.</summary>
    /// <param name="replay">A replay with the published configuration.</param>
    /// <param name="unseen">The name of a test on images unlike the training images.</param>
    public static string Collapse(DetectorReplay replay, string unseen)
    {
        ArgumentNullException.ThrowIfNull(replay);
        var inDomain = replay.Signature(DetectorChange.AsPublished, replay.Images.Tests[0].Name);
        var outside = replay.Signature(DetectorChange.AsPublished, unseen);
        var numbers = $"ROC AUC {TextTable.Value(inDomain.RocAuc)} in its own domain; on the {unseen} it finds " +
            $"{Percent(outside.Recall)} of the synthetic images with {Percent(outside.FalsePositiveRate)} false alarms and ROC AUC " +
            $"{TextTable.Value(outside.RocAuc)}";
        var verdict = inDomain.RocAuc < 0.75 || inDomain.PredictsReal
            ? "it did not learn its own domain, so its failure elsewhere explains nothing"
            : !outside.PredictsReal ? "it does not predict real for almost everything, as the paper's detector did"
            : Math.Abs(outside.RocAuc - 0.5) <= NearChance
                ? "the signature of the paper's detector; the network knows the trace of one generator and calls everything without it real"
            : "it predicts real for almost everything, as the paper's detector did, but its ranking is not at chance";
        return $"A small network, trained as the paper describes but from random weights, has {numbers}: {verdict}.";
    }

    /// <summary>What changed a metric and what did not.</summary>
    /// <param name="effects">From <see cref="DetectorReplay.Effects"/>; all of one test and metric.</param>
    public static string Effects(IReadOnlyList<ChangeEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentOutOfRangeException.ThrowIfZero(effects.Count);
        string Named(Func<ChangeEffect, bool> which) =>
            string.Join(", ", effects.Where(which).Select(effect => $"{Name(effect)}: {effect}"));
        (string Said, string Which)[] parts =
        [
            ("improved by", Named(effect => effect.IsResolved && effect.Difference.Mean > 0 == effect.Metric.HigherIsBetter)),
            ("made worse by", Named(effect => effect.IsResolved && effect.Difference.Mean > 0 != effect.Metric.HigherIsBetter)),
            ("not measurably changed by", Named(effect => !effect.IsResolved)),
        ];
        var said = parts.Where(part => part.Which.Length > 0).Select(part => $"{part.Said} {part.Which}");
        var metric = effects[0].Metric.ToString();
        var isRemoval = effects.All(effect => effect.Comparison.Without != DetectorChange.AsPublished);
        var seeds = effects[0].Difference.Runs.Counted("seed");
        var against = isRemoval ? $", each change against the same detector without it ({seeds})," : "";
        return $"{char.ToUpperInvariant(metric[0])}{metric[1..]} on the {effects[0].Test}{against} was {string.Join("; it was ", said)}.";
    }

    // A change added to the published configuration is named by the result, one that completes another by itself.
    private static string Name(ChangeEffect effect) =>
        (effect.Comparison.Without == DetectorChange.AsPublished ? effect.Comparison.With : effect.Comparison.Change).Name();

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");
}
