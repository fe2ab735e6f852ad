using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>
/// Leave one generator out: for every source with synthetic images, a detector is trained on all other sources and tested on that one, with
/// its own real images where it has some. The mean over generators says how well the recipe generalises, the minimum where it fails.
/// </summary>
/// <example><code>
/// var images = DetectionFolder.Read("/data/generators");
/// var recipe = DetectorRecipe.Of(Profile.Quick);
/// var result = LeaveOneGeneratorOut.Run(images, recipe, seeds: [17, 18, 19], new ConsoleProgress());
/// Console.WriteLine($"AUC {result.Mean(one => one.RocAuc)}, weakest generator {result.Minimum(one => one.RocAuc)}");
/// var chart = ProtocolPlots.Generators(result);
/// </code></example>
public sealed class LeaveOneGeneratorOut
{
    private const long SplitSeed = 17;

    internal LeaveOneGeneratorOut(ImageCollection images, string recipe, IEnumerable<GeneratorOutcome> outcomes)
    {
        (Images, IsSimulated, Recipe) = (images.Name, images.IsSimulated, recipe);
        Outcomes = [.. outcomes.OrderBy(one => one.Generator, StringComparer.Ordinal).ThenBy(one => one.Seed)];
    }

    /// <summary>The name of the images.</summary>
    public string Images { get; }

    /// <summary>True for simulated images.</summary>
    public bool IsSimulated { get; }

    /// <summary>The name of the recipe.</summary>
    public string Recipe { get; }

    /// <summary>One for each generator and seed.</summary>
    public IReadOnlyList<GeneratorOutcome> Outcomes { get; }

    /// <summary>The generators, in ordinal order.</summary>
    public IReadOnlyList<string> Generators => [.. Outcomes.Select(one => one.Generator).Distinct()];

    /// <summary>Mean and minimum of the AUC over generators, in a sentence.</summary>
    public string Verdict
    {
        get
        {
            var weakest = Generators.MinBy(generator => OverSeeds(generator, one => one.RocAuc).Mean)!;
            return $"{Recipe} on {Images}{(IsSimulated ? " (simulated)" : "")}: on a generator left out, AUC is {Mean(one => one.RocAuc)} "
                + $"in the mean over {Generators.Count.Counted("generator")} and {Minimum(one => one.RocAuc)} at the minimum; "
                + $"weakest on {weakest} "
                + $"({OverSeeds(weakest, one => one.RocAuc)}); on the sources trained on, {Mean(one => one.SeenRocAuc)}";
        }
    }

    /// <summary>
    /// Trains and tests all runs. No group has images in training and test: a left-out image whose group was trained on is not tested.
    /// Where a generator has no real images of its own, it is tested with the real test images of the other sources.
    /// </summary>
    /// <param name="images">
    /// Images of at least two sources with synthetic images. Sources that it holds out (<see cref="ImageCollection.HeldOutSources"/>) are
    /// neither trained on nor tested.
    /// </param>
    /// <param name="recipe">How the detectors are trained.</param>
    /// <param name="seeds">Seeds of training; the split is the same for all.</param>
    /// <param name="progress">Progress after each run; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes. Trained runs are cached.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two generators, or the images cannot be split; the message says why.
    /// </exception>
    public static LeaveOneGeneratorOut Run(
        ImageCollection images, DetectorRecipe recipe, IReadOnlyList<int> seeds, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(seeds);
        var splits = Splits(images, recipe, seeds);
        var jobs = splits.Keys.SelectMany(generator => seeds.Select(seed => (Generator: generator, Seed: seed))).ToList();
        var (outcomes, watch, done) = (new ConcurrentBag<GeneratorOutcome>(), Stopwatch.StartNew(), 0);
        ParallelRuns.ForEach(jobs, job =>
        {
            outcomes.Add(TrainAndTest(splits[job.Generator], recipe, job.Generator, job.Seed, cancellation));
            progress?.Report(new(
                "leave one generator out", Interlocked.Increment(ref done), jobs.Count, watch.Elapsed, "runs",
                $"{job.Generator}, seed {job.Seed}"));
        }, cancellation);
        return new(images, recipe.Name, outcomes);
    }

    /// <summary>The trainings, for the tasks of a cluster; <see cref="Run"/> then finds them in the cache.</summary>
    /// <param name="images">As for <see cref="Run"/>.</param>
    /// <param name="recipe">How the detectors are trained.</param>
    /// <param name="seeds">Seeds of training.</param>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>.</exception>
    public static ExperimentTasks Tasks(ImageCollection images, DetectorRecipe recipe, IReadOnlyList<int> seeds)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(seeds);
        return new(Splits(images, recipe, seeds).SelectMany(split => seeds.Select(seed => new ExperimentTask(
            $"{recipe.Name}, without {split.Key}, seed {seed}", $"{images.Name}, {recipe.Name}, {split.Key}, {seed}",
            cancellation => recipe.Fit(split.Value.Train, split.Value.Validation, seed, cancellation).Dispose()))));
    }

    /// <summary>A metric on one generator over the seeds.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="metric">For example <c>one => one.RocAuc</c>.</param>
    public Spread OverSeeds(string generator, Func<GeneratorOutcome, double> metric) =>
        Spread.Of(Outcomes.Where(one => one.Generator == generator).Select(metric));

    /// <summary>The mean of a metric over the generators, over the seeds.</summary>
    /// <param name="metric">For example <c>one => one.RocAuc</c>.</param>
    public Spread Mean(Func<GeneratorOutcome, double> metric) => Spread.Of(PerSeed(metric).Select(values => values.Average()));

    /// <summary>The minimum of a metric over the generators, over the seeds.</summary>
    /// <param name="metric">For example <c>one => one.RocAuc</c>.</param>
    public Spread Minimum(Func<GeneratorOutcome, double> metric) => Spread.Of(PerSeed(metric).Select(values => values.Min()));

    /// <summary>How much the mean over the generators differs from that of another recipe, seed by seed.</summary>
    /// <param name="baseline">The other recipe's result, on the same generators and with the same seeds.</param>
    /// <param name="metric">For example <c>one => one.RocAuc</c>.</param>
    /// <exception cref="ArgumentException">Generators or seeds differ.</exception>
    public Spread DifferenceTo(LeaveOneGeneratorOut baseline, Func<GeneratorOutcome, double> metric)
    {
        ThrowIfOther(baseline);
        return Spread.Of(PerSeed(metric).Zip(baseline.PerSeed(metric), (mine, others) => mine.Average() - others.Average()));
    }

    /// <summary>
    /// The same differences, generator by generator, each the mean over the seeds: <see cref="Spread.Interval"/> then covers which
    /// generator is left out, and says what can be expected on another one.
    /// </summary>
    /// <param name="baseline">The other recipe's result, on the same generators and with the same seeds.</param>
    /// <param name="metric">For example <c>one => one.RocAuc</c>.</param>
    /// <exception cref="ArgumentException">Generators or seeds differ.</exception>
    public Spread DifferenceOverGenerators(LeaveOneGeneratorOut baseline, Func<GeneratorOutcome, double> metric)
    {
        ThrowIfOther(baseline);
        return Spread.Of(Generators.Select(one => OverSeeds(one, metric).Mean - baseline.OverSeeds(one, metric).Mean));
    }

    /// <summary>The verdict and every generator, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Leave one generator out: {Verdict}\n\n");
        TextTable.Append(
            text,
            [["left out", "real", "synthetic", Metric.RocAuc.Name, Metric.BalancedAccuracy.Name, Metric.Recall.Name, "false alarms",
                "AUC, trained on"],
                .. Generators.Select(Row)],
            left: [0]);
        return text.ToString().TrimEnd();
    }

    private void ThrowIfOther(LeaveOneGeneratorOut baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (!Outcomes.Select(one => (one.Generator, one.Seed)).SequenceEqual(baseline.Outcomes.Select(one => (one.Generator, one.Seed))))
        {
            throw new ArgumentException(
                $"'{Recipe}' and '{baseline.Recipe}' were run on other generators or with other seeds.", nameof(baseline));
        }
    }

    private static SortedDictionary<string, CollectionSplit> Splits(
        ImageCollection images, DetectorRecipe recipe, IReadOnlyList<int> seeds)
    {
        var used = images.Where(record => !images.HeldOutSources.Contains(record.Source));
        var generators = used.Where(record => record.IsPositive).Sources;
        return generators.Count >= 2 && seeds.Count > 0
            ? new(generators.ToDictionary(one => one, one => WithReplaced(LeavingOut(used, one), recipe)), StringComparer.Ordinal)
            : throw new ArgumentException(
                $"'{images.Name}' has {generators.Count.Counted("source")} with synthetic images, with {seeds.Count.Counted("seed")}; "
                + "leaving one out needs two sources and one seed.", nameof(images));
    }

    private static CollectionSplit LeavingOut(ImageCollection images, string generator) =>
        new ImageCollection(images.Name, images) { IsSimulated = images.IsSimulated, HeldOutSources = [generator] }.Split(SplitSeed);

    private static CollectionSplit WithReplaced(CollectionSplit split, DetectorRecipe recipe) =>
        split with { Train = recipe.Replaced(split.Train), Validation = recipe.Replaced(split.Validation) };

    private static GeneratorOutcome TrainAndTest(
        CollectionSplit split, DetectorRecipe recipe, string generator, int seed, CancellationToken cancellation)
    {
        using var model = recipe.Fit(split.Train, split.Validation, seed, cancellation);
        Predictions Score(ImageCollection images, string name) =>
            recipe.Score(model, images, name, cancellation);
        var threshold = ThresholdSweep.Of(Score(split.Validation, "validation")).Best(c => c.BalancedAccuracy);
        return new(generator, seed, threshold, Score(split.Unseen, $"{generator}, left out"), Score(split.Test, "test"));
    }

    private IEnumerable<double[]> PerSeed(Func<GeneratorOutcome, double> metric) =>
        Outcomes.GroupBy(one => one.Seed).OrderBy(seed => seed.Key).Select(seed => seed.Select(metric).ToArray());

    private string[] Row(string generator)
    {
        var first = Outcomes.First(one => one.Generator == generator).Unseen.Targets;
        string Over(Func<GeneratorOutcome, double> metric) => OverSeeds(generator, metric).ToString();
        return
        [
            generator, first.Count(target => !target).Invariant("N0"), first.Count(target => target).Invariant("N0"),
            Over(one => one.RocAuc),
            Over(one => one.BalancedAccuracy), Over(one => one.Recall), Over(one => one.FalsePositiveRate), Over(one => one.SeenRocAuc),
        ];
    }
}
