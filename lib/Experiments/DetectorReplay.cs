using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>
/// The published detector, the repaired one, and everything between that one change tells apart: trained with equal budget on
/// several seeds and tested on the same images.
/// </summary>
public sealed class DetectorReplay
{
    private readonly TrainedDetectors trained;
    private readonly Dictionary<(DetectorRepair Repairs, int Seed, string Test), DetectorOutcome> outcomes;

    private DetectorReplay(ReplayImages images, ReplayBudget budget, IReadOnlyList<OneChange> changes, TrainedDetectors trained, IEnumerable<DetectorOutcome> outcomes)
    {
        (Images, Budget, Changes, this.trained) = (images, budget, changes, trained);
        this.outcomes = outcomes.ToDictionary(outcome => (outcome.Repairs, outcome.Seed, outcome.Test));
    }

    /// <summary>What was trained and tested on.</summary>
    public ReplayImages Images { get; }

    /// <summary>What every run could spend.</summary>
    public ReplayBudget Budget { get; }

    /// <summary>Every comparison of two configurations that differ by one repair.</summary>
    public IReadOnlyList<OneChange> Changes { get; }

    /// <summary>The configuration with all repairs that change anything on these images.</summary>
    public DetectorRepair Repaired => Changes[^1].With;

    /// <summary>
    /// Trains and tests every configuration. Trained runs are kept in the cache, so a replay that was interrupted goes on, and an equal
    /// one is only scored again.
    /// </summary>
    /// <param name="images">What to train and test on.</param>
    /// <param name="budget">What every run may spend.</param>
    /// <param name="progress">Told how far all runs together are; null for silence.</param>
    /// <param name="cancellation">Stops after the current steps; the same call goes on later.</param>
    public static DetectorReplay Run(
        ReplayImages images, ReplayBudget budget, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(budget);
        var changes = OneChange.All(images.Repairs);
        DetectorRepair[] configurations = [.. changes.SelectMany(change => new[] { change.Without, change.With }).Distinct()];
        var trained = TrainedDetectors.Of(images, budget, configurations, progress, cancellation);
        var outcomes = configurations.SelectMany(repairs => budget.Seeds.SelectMany(seed => trained.Test(repairs, seed)));
        return new(images, budget, changes, trained, outcomes);
    }

    /// <summary>How a configuration did.</summary>
    /// <param name="repairs">A configuration that takes part in <see cref="Changes"/>.</param>
    /// <param name="seed">One of the budget's seeds.</param>
    /// <param name="test">The name of one of the tests.</param>
    /// <exception cref="KeyNotFoundException">There was no such run; the message says what there is.</exception>
    public DetectorOutcome Outcome(DetectorRepair repairs, int seed, string test) => outcomes.TryGetValue((repairs, seed, test), out var outcome)
        ? outcome
        : throw new KeyNotFoundException(
            $"The replay holds no run of '{repairs.Name()}' with seed {seed} on '{test}'. Its seeds are {string.Join(" ", Budget.Seeds)}, " +
            $"its tests {string.Join(", ", Images.Tests.Select(one => one.Name))}; configurations differ from the published or the repaired one by one repair.");

    /// <summary>What kind of failure, if any, one run shows on one test, beside the validation images it was chosen on.</summary>
    /// <param name="repairs">The configuration.</param>
    /// <param name="seed">One of the budget's seeds.</param>
    /// <param name="test">The name of one of the tests.</param>
    public CollapseDiagnosis Diagnose(DetectorRepair repairs, int seed, string test)
    {
        var outcome = Outcome(repairs, seed, test);
        return CollapseDiagnosis.Of(trained.Validation(repairs, seed), outcome.Predictions, outcome.Threshold);
    }

    /// <summary>A figure of a configuration over the seeds.</summary>
    /// <param name="repairs">The configuration.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="figure">For example <c>o => o.BalancedAccuracy</c>.</param>
    public Spread Figure(DetectorRepair repairs, string test, Func<DetectorOutcome, double> figure) =>
        Spread.Of(Budget.Seeds.Select(seed => figure(Outcome(repairs, seed, test))));

    /// <summary>What each repair does to a metric, in one arrangement.</summary>
    /// <param name="arrangement">What stands around the repair.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Figures"/>; null for balanced accuracy.</param>
    public IReadOnlyList<RepairEffect> Effects(Arrangement arrangement, string test, Metric? metric = null)
    {
        metric ??= Metric.BalancedAccuracy;
        var of = DetectorOutcome.Figures.Single(known => known.Metric == metric).Of;
        double Difference(OneChange change, int seed) => of(Outcome(change.With, seed, test)) - of(Outcome(change.Without, seed, test));
        return [.. Changes.Where(change => change.Arrangement == arrangement).Select(change => new RepairEffect(
            change, test, metric, Figure(change.Without, test, of), Figure(change.With, test, of), Spread.Of(Budget.Seeds.Select(seed => Difference(change, seed)))))];
    }
}
