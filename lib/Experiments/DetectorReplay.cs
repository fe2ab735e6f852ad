using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>
/// A replay of the published detector: it and other configurations, trained with the same budget and the same seeds, and tested on the same
/// images. docs/replay.md declares what is compared.
/// </summary>
/// <example>
/// <code>
/// var budget = ReplayBudget.Of(Profile.Tiny);
/// var images = ReplayImages.Embedded(budget);
/// var replay = DetectorReplay.Run(images, budget, [DetectorChange.AsPublished, images.Cured]);
/// var primary = replay.Effects([new(DetectorChange.AsPublished, images.Cured)], "unseen generator")[0];
/// </code>
/// </example>
public sealed class DetectorReplay
{
    private readonly TrainedDetectors trained;
    private readonly Dictionary<(DetectorChange Changes, int Seed, string Test), DetectorOutcome> outcomes;

    private DetectorReplay(
        ReplayImages images, ReplayBudget budget, IReadOnlyList<DetectorChange> configurations, TrainedDetectors trained,
        IEnumerable<DetectorOutcome> outcomes)
    {
        (Images, Budget, Configurations, this.trained) = (images, budget, configurations, trained);
        this.outcomes = outcomes.ToDictionary(outcome => (outcome.Changes, outcome.Seed, outcome.Test));
    }

    /// <summary>The images trained and tested on.</summary>
    public ReplayImages Images { get; }

    /// <summary>The budget of every run.</summary>
    public ReplayBudget Budget { get; }

    /// <summary>The configurations.</summary>
    public IReadOnlyList<DetectorChange> Configurations { get; }

    /// <summary>
    /// Trains and tests every configuration. Trained runs are cached, so an interrupted replay resumes, and repeating a finished one only
    /// recomputes the scores.
    /// </summary>
    /// <param name="images">The images to train and test on.</param>
    /// <param name="budget">The budget of every run.</param>
    /// <param name="configurations">The configurations; each is trained once with each seed.</param>
    /// <param name="progress">Reports the progress of all runs together; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes.</param>
    public static DetectorReplay Run(
        ReplayImages images, ReplayBudget budget, IEnumerable<DetectorChange> configurations, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(budget);
        DetectorChange[] distinct = [.. configurations.Distinct()];
        var trained = TrainedDetectors.Of(images, budget, distinct, progress, cancellation);
        var outcomes = distinct.SelectMany(changes => budget.Seeds.SelectMany(seed => trained.Test(changes, seed)));
        return new(images, budget, distinct, trained, outcomes);
    }

    /// <summary>The trainings of a replay, for the tasks of a cluster; <see cref="Run"/> then finds them in the cache.</summary>
    /// <param name="images">The images to train on.</param>
    /// <param name="budget">The budget of every run.</param>
    /// <param name="configurations">The configurations.</param>
    public static ExperimentTasks Tasks(ReplayImages images, ReplayBudget budget, IEnumerable<DetectorChange> configurations)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(budget);
        return new(TrainedDetectors.Tasks(images, budget, configurations));
    }

    /// <summary>The result of a configuration on a test.</summary>
    /// <param name="changes">One of <see cref="Configurations"/>.</param>
    /// <param name="seed">One of the budget's seeds.</param>
    /// <param name="test">The name of one of the tests.</param>
    /// <exception cref="KeyNotFoundException">There is no such run; the message lists those there are.</exception>
    public DetectorOutcome Outcome(DetectorChange changes, int seed, string test) =>
        outcomes.TryGetValue((changes, seed, test), out var outcome) ? outcome : throw new KeyNotFoundException(
            $"The replay has no run of '{changes.Name()}' with seed {seed} on '{test}'. Its seeds are {string.Join(" ", Budget.Seeds)}; " +
            $"its tests are {string.Join(", ", Images.Tests.Select(one => one.Name))}; " +
            $"its configurations are {string.Join(", ", Configurations.Select(one => one.Name()))}.");

    /// <summary>The trained networks of a configuration, one for each seed, for robustness curves and probes.</summary>
    /// <param name="changes">One of <see cref="Configurations"/>. A temperature is not part of a network.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The detectors; the caller disposes them, and their networks with them.</returns>
    public IReadOnlyList<LogitScorer> Detectors(DetectorChange changes, CancellationToken cancellation = default) =>
        [.. Budget.Seeds.Select(seed => trained.Detector(changes, seed, cancellation))];

    /// <summary>Diagnoses the failure of one run on one test, compared with its validation images.</summary>
    /// <param name="changes">The configuration.</param>
    /// <param name="seed">One of the budget's seeds.</param>
    /// <param name="test">The name of one of the tests.</param>
    public CollapseDiagnosis Diagnose(DetectorChange changes, int seed, string test)
    {
        var outcome = Outcome(changes, seed, test);
        return CollapseDiagnosis.Of(trained.Validation(changes, seed), outcome.Predictions, outcome.Threshold);
    }

    /// <summary>A metric of a configuration over the seeds.</summary>
    /// <param name="changes">The configuration.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">The metric, for example <c>outcome => outcome.BalancedAccuracy</c>.</param>
    public Spread OverSeeds(DetectorChange changes, string test, Func<DetectorOutcome, double> metric) =>
        Spread.Of(Budget.Seeds.Select(seed => metric(Outcome(changes, seed, test))));

    /// <summary>Recall, false alarm rate and ROC AUC of a configuration on a test, means over the seeds.</summary>
    /// <param name="changes">The configuration.</param>
    /// <param name="test">The test's name.</param>
    public DetectorSignature Signature(DetectorChange changes, string test) => new(
        changes.Name(), test, OverSeeds(changes, test, outcome => outcome.Recall).Mean,
        OverSeeds(changes, test, outcome => outcome.FalsePositiveRate).Mean, OverSeeds(changes, test, outcome => outcome.RocAuc).Mean)
    {
        Origin = $"this run{(Images.IsSimulated ? ", simulated" : "")}",
    };

    /// <summary>The effect of each change on a metric. The p-values are corrected for the number of comparisons.</summary>
    /// <param name="comparisons">Pairs of <see cref="Configurations"/>.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Metrics"/>; null for balanced accuracy.</param>
    public IReadOnlyList<ChangeEffect> Effects(IReadOnlyList<Comparison> comparisons, string test, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        metric ??= Metric.BalancedAccuracy;
        var of = DetectorOutcome.Metrics.Single(known => known.Metric == metric).Of;
        var differences = comparisons.Select(comparison => Spread.Of(Budget.Seeds.Select(seed =>
            of(Outcome(comparison.With, seed, test)) - of(Outcome(comparison.Without, seed, test))))).ToArray();
        var corrected = HolmCorrection.Of([.. differences.Select(ChangeEffect.PValue)]);
        return [.. comparisons.Select((comparison, index) => new ChangeEffect(
            comparison, test, metric, OverSeeds(comparison.Without, test, of), OverSeeds(comparison.With, test, of), differences[index],
            corrected[index]))];
    }
}
