using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>
/// A replay of the published detector: it, the repaired one, and the configurations that differ by one repair, trained with the same budget
/// and several seeds, and tested on the same images.
/// </summary>
/// <example>
/// <code>
/// var budget = ReplayBudget.Of(Profile.Tiny);
/// var replay = DetectorReplay.Run(ReplayImages.Embedded(budget), budget);
/// var published = replay.OverSeeds(DetectorRepair.AsPublished, "in-domain", outcome => outcome.BalancedAccuracy);
/// var repaired = replay.OverSeeds(replay.Repaired, "in-domain", outcome => outcome.BalancedAccuracy);
/// </code>
/// </example>
public sealed class DetectorReplay
{
    private readonly TrainedDetectors trained;
    private readonly Dictionary<(DetectorRepair Repairs, int Seed, string Test), DetectorOutcome> outcomes;

    private DetectorReplay(
        ReplayImages images, ReplayBudget budget, IReadOnlyList<Ablation> ablations, TrainedDetectors trained,
        IEnumerable<DetectorOutcome> outcomes)
    {
        (Images, Budget, Ablations, this.trained) = (images, budget, ablations, trained);
        this.outcomes = outcomes.ToDictionary(outcome => (outcome.Repairs, outcome.Seed, outcome.Test));
    }

    /// <summary>The images trained and tested on.</summary>
    public ReplayImages Images { get; }

    /// <summary>The budget of every run.</summary>
    public ReplayBudget Budget { get; }

    /// <summary>All comparisons of two configurations that differ by one repair.</summary>
    public IReadOnlyList<Ablation> Ablations { get; }

    /// <summary>The configuration with all repairs that apply to these images.</summary>
    public DetectorRepair Repaired => Ablations[^1].With;

    /// <summary>
    /// Trains and tests every configuration. Trained runs are cached, so an interrupted replay resumes, and repeating a finished one only
    /// recomputes the scores.
    /// </summary>
    /// <param name="images">The images to train and test on.</param>
    /// <param name="budget">The budget of every run.</param>
    /// <param name="progress">Reports the progress of all runs together; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes.</param>
    public static DetectorReplay Run(
        ReplayImages images, ReplayBudget budget, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(budget);
        var ablations = Ablation.All(images.Repairs);
        DetectorRepair[] configurations = [.. ablations.SelectMany(ablation => new[] { ablation.Without, ablation.With }).Distinct()];
        var trained = TrainedDetectors.Of(images, budget, configurations, progress, cancellation);
        var outcomes = configurations.SelectMany(repairs => budget.Seeds.SelectMany(seed => trained.Test(repairs, seed)));
        return new(images, budget, ablations, trained, outcomes);
    }

    /// <summary>The result of a configuration on a test.</summary>
    /// <param name="repairs">A configuration that occurs in <see cref="Ablations"/>.</param>
    /// <param name="seed">One of the budget's seeds.</param>
    /// <param name="test">The name of one of the tests.</param>
    /// <exception cref="KeyNotFoundException">There is no such run; the message lists the seeds and tests.</exception>
    public DetectorOutcome Outcome(DetectorRepair repairs, int seed, string test) =>
        outcomes.TryGetValue((repairs, seed, test), out var outcome) ? outcome : throw new KeyNotFoundException(
            $"The replay has no run of '{repairs.Name()}' with seed {seed} on '{test}'. Its seeds are {string.Join(" ", Budget.Seeds)}; " +
            $"its tests are {string.Join(", ", Images.Tests.Select(one => one.Name))}; its configurations are those of Ablations.");

    /// <summary>Diagnoses the failure of one run on one test, compared with its validation images.</summary>
    /// <param name="repairs">The configuration.</param>
    /// <param name="seed">One of the budget's seeds.</param>
    /// <param name="test">The name of one of the tests.</param>
    public CollapseDiagnosis Diagnose(DetectorRepair repairs, int seed, string test)
    {
        var outcome = Outcome(repairs, seed, test);
        return CollapseDiagnosis.Of(trained.Validation(repairs, seed), outcome.Predictions, outcome.Threshold);
    }

    /// <summary>A metric of a configuration over the seeds.</summary>
    /// <param name="repairs">The configuration.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">The metric, for example <c>outcome => outcome.BalancedAccuracy</c>.</param>
    public Spread OverSeeds(DetectorRepair repairs, string test, Func<DetectorOutcome, double> metric) =>
        Spread.Of(Budget.Seeds.Select(seed => metric(Outcome(repairs, seed, test))));

    /// <summary>The effect of each repair on a metric, in ablations of one kind.</summary>
    /// <param name="kind">The kind of ablation.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Metrics"/>; null for balanced accuracy.</param>
    public IReadOnlyList<RepairEffect> Effects(AblationKind kind, string test, Metric? metric = null)
    {
        metric ??= Metric.BalancedAccuracy;
        var of = DetectorOutcome.Metrics.Single(known => known.Metric == metric).Of;
        double Difference(Ablation ablation, int seed) =>
            of(Outcome(ablation.With, seed, test)) - of(Outcome(ablation.Without, seed, test));
        return [.. Ablations.Where(ablation => ablation.Kind == kind).Select(ablation => new RepairEffect(
            ablation, test, metric, OverSeeds(ablation.Without, test, of), OverSeeds(ablation.With, test, of),
            Spread.Of(Budget.Seeds.Select(seed => Difference(ablation, seed)))))];
    }
}
