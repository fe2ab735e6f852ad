using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

public static partial class ReplayConclusions
{
    // docs/measured.md, "The collapse, replayed": balanced accuracy on the unseen generator, means over 8 seeds, in this order.
    private const double PublishedElsewhere = 0.500;

    private static readonly (DetectorChange Change, double Alone)[] Elsewhere =
        [(DetectorChange.Cropping, 0.500), (DetectorChange.Residuals, 0.502), (DetectorChange.SeveralGenerators, 0.487)];

    /// <summary>
    /// Which change helps alone, added to the detector as published: computed where the replay trained such detectors; else, for the
    /// embedded images, what was measured elsewhere.
    /// </summary>
    /// <param name="replay">A replay with the published configuration.</param>
    /// <param name="unseen">The name of a test on images unlike the training images.</param>
    public static string Alone(DetectorReplay replay, string unseen)
    {
        ArgumentNullException.ThrowIfNull(replay);
        var trained = Comparison.Alone(DetectorChanges.Cures.Where(cure => replay.Configurations.Contains(cure)));
        if (trained.Count > 0)
        {
            return Alone(replay.Effects(trained, unseen));
        }
        var values = string.Join(", ", Elsewhere.Select(one => $"{TextTable.Value(one.Alone)} ({one.Change.Name()})"));
        return "Which single change helps alone? " + (replay.Images.IsSimulated
            ? "None, as measured elsewhere (simulated, 8 seeds, docs/measured.md): balanced accuracy on the unseen generator is "
                + $"{TextTable.Value(PublishedElsewhere)} as published, and with one change {values}; no difference is resolved. In this "
                + "run they are trained in pairs and all together."
            : "This run trained none alone, so it cannot say.");
    }

    /// <summary>Which change helps alone.</summary>
    /// <param name="effects">Each change alone against the published configuration; all of one test and metric.</param>
    internal static string Alone(IReadOnlyList<ChangeEffect> effects)
    {
        string[] helpful = [.. effects.Where(effect => effect.IsResolved && effect.Difference.Mean > 0 == effect.Metric.HigherIsBetter)
            .OrderByDescending(effect => Math.Abs(effect.Difference.Mean)).Select(Name)];
        return $"Which single change helps alone? {(helpful.Length == 0 ? "None measurably" : string.Join(", ", helpful))}. Change in "
            + $"{effects[0].Metric} on the {effects[0].Test}, {effects[0].Difference.Runs.Counted("seed")}: "
            + $"{string.Join(", ", effects.Select(effect => $"{Name(effect)} {effect}"))}.";
    }

    /// <summary>On how many seeds the values of two replays of the same design stand, and what that does to a value of both.</summary>
    /// <param name="replay">The replay with more seeds.</param>
    /// <param name="ablation">The replay with fewer.</param>
    /// <param name="unseen">The name of a test of both.</param>
    /// <exception cref="ArgumentException">The replays have no configuration but the published one in common.</exception>
    public static string Seeds(DetectorReplay replay, DetectorReplay ablation, string unseen)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(ablation);
        var both = replay.Configurations.Intersect(ablation.Configurations).Where(one => one != DetectorChange.AsPublished).ToArray();
        if (both.Length == 0)
        {
            throw new ArgumentException("The replays have no configuration but the published one in common.", nameof(ablation));
        }
        string Value(DetectorReplay of) => TextTable.Value(of.OverSeeds(both[0], unseen, outcome => outcome.BalancedAccuracy).Mean);
        var (few, all) = (ablation.Budget.Seeds.Count, replay.Budget.Seeds.Count);
        return few == all ? $"The comparison of parts has the seeds of the one above ({all.Counted("seed")})."
            : $"The comparison of parts has {few} of the {all} seeds, so the same detector has two values: on the {unseen}, "
                + $"{both[0].Name()} has a balanced accuracy of {Value(ablation)} over {few.Counted("seed")}, and of {Value(replay)} over "
                + $"{all.Counted("seed")}.";
    }
}
