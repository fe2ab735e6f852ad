using System.Collections.Concurrent;
using System.Diagnostics;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Experiments;

/// <summary>The result of one localizer on the test images of one kind of edit.</summary>
/// <param name="Repair">The last repair applied.</param>
/// <param name="Seed">The seed it was trained with.</param>
/// <param name="Kind">Spliced or fully regenerated.</param>
/// <param name="F1">Mean F1 over edited images, at the threshold chosen on validation.</param>
/// <param name="IoU">Mean IoU over the same images, at the same threshold.</param>
/// <param name="EverythingEdited">F1 of the constant prediction "everything edited".</param>
public sealed record LocalizerOutcome(LocalizerRepair Repair, int Seed, EditKind Kind, double F1, double IoU, double EverythingEdited);

/// <summary>
/// A replay of the published localizer: its repairs are added one after the other, with the same budget and several seeds.
/// </summary>
public static class LocalizerReplay
{
    private static readonly Averaging Averaging = Averaging.PerImage with { EditedOnly = true };

    /// <summary>Trains and tests configurations. Trained runs are cached.</summary>
    /// <param name="split">The splits of a localization corpus.</param>
    /// <param name="network">The network of all configurations.</param>
    /// <param name="size">Side of the square training images in pixels.</param>
    /// <param name="options">Training options of all runs; their seed is replaced.</param>
    /// <param name="seeds">The seeds; each configuration is trained once with each.</param>
    /// <param name="repairs">The configurations, each named by its last repair; null for all.</param>
    /// <param name="progress">Reports after each run; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes.</param>
    /// <returns>One outcome for each repair, seed and kind of edit among the test images.</returns>
    public static IReadOnlyList<LocalizerOutcome> Run(
        CollectionSplit split, UNetOptions network, int size, TrainingOptions options, IReadOnlyList<int> seeds,
        IReadOnlyList<LocalizerRepair>? repairs = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(seeds);
        var jobs = Jobs(repairs ?? Enum.GetValues<LocalizerRepair>(), seeds).ToList();
        var (outcomes, watch, done) = (new ConcurrentBag<LocalizerOutcome>(), Stopwatch.StartNew(), 0);
        ParallelRuns.ForEach(jobs, job =>
        {
            using var model = Fit(split, network, job.Repair, size, options with { Seed = job.Seed }, cancellation);
            foreach (var outcome in Test(model, split, job.Repair, size, job.Seed, cancellation))
            {
                outcomes.Add(outcome);
            }
            var finished = Interlocked.Increment(ref done);
            progress?.Report(new("localization replay", finished, jobs.Count, watch.Elapsed, "runs", Name(job)));
        }, cancellation);
        return [.. outcomes.OrderBy(outcome => (outcome.Kind, outcome.Repair, outcome.Seed))];
    }

    /// <summary>The trainings of a replay, for the tasks of a cluster; <see cref="Run"/> then finds them in the cache.</summary>
    /// <param name="split">The splits of a localization corpus.</param>
    /// <param name="network">The network of all configurations.</param>
    /// <param name="size">Side of the square training images in pixels.</param>
    /// <param name="options">Training options of all runs; their seed is replaced.</param>
    /// <param name="seeds">The seeds.</param>
    public static ExperimentTasks Tasks(
        CollectionSplit split, UNetOptions network, int size, TrainingOptions options, IReadOnlyList<int> seeds)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(seeds);
        var settings = InvariantText.InInvariantCulture(() => $"{split.Train.Name}, {network}, {size}, {options with { Seed = 0 }}");
        var jobs = Jobs(Enum.GetValues<LocalizerRepair>(), seeds);
        return new(jobs.Select(job => new ExperimentTask(Name(job), $"{settings}, {Name(job)}", cancellation =>
            Fit(split, network, job.Repair, size, options with { Seed = job.Seed }, cancellation).Dispose())));
    }

    private static IEnumerable<(LocalizerRepair Repair, int Seed)> Jobs(IReadOnlyList<LocalizerRepair> repairs, IReadOnlyList<int> seeds) =>
        repairs.SelectMany(repair => seeds.Select(seed => (repair, seed)));

    private static string Name((LocalizerRepair Repair, int Seed) job) => $"{job.Repair.Name()}, seed {job.Seed}";

    /// <summary>Trains a network, or reads it from the cache; the caller disposes it.</summary>
    private static UNet Fit(CollectionSplit split, UNetOptions network, LocalizerRepair repair, int size, TrainingOptions options,
        CancellationToken cancellation)
    {
        var model = new UNet(network, options.Seed).to(ComputeDevice.Best);
        var training = new LocalizationDataset(split.Train.Select(record => WithMask(record, repair)), Training(repair, size));
        Trainer.Fit(
            model, training, Validation(split, repair, size), Losses.BinaryCrossEntropyAndDice(), options, cancellation: cancellation);
        return model;
    }

    private static LocalizationDataset Validation(CollectionSplit split, LocalizerRepair repair, int size) =>
        new(split.Validation, Evaluation(repair, size));

    private static IEnumerable<LocalizerOutcome> Test(
        UNet model, CollectionSplit split, LocalizerRepair repair, int size, int seed, CancellationToken cancellation)
    {
        PredictedMasks Predicted(LocalizationDataset images, string name) => repair == LocalizerRepair.CropsOnEdits
            ? new(name, Predictor.FullSizeMasks(model, images, cancellation: cancellation))
            : Predictor.Masks(model, images, name, cancellation: cancellation);
        var threshold = ThresholdSweep.Of(Predicted(Validation(split, repair, size), "validation"), Averaging).Best(masks => masks.F1);
        var test = Predicted(new LocalizationDataset(split.Test.Where(record => record.IsPositive), Evaluation(repair, size)), "test");
        foreach (var kind in test.GroupBy(mask => mask.Record.EditKind))
        {
            var histograms = MaskHistograms.Of(kind);
            var (measured, everything) = (histograms.Measure(threshold, Averaging), histograms.Measure(Threshold.Fixed(0), Averaging));
            yield return new(repair, seed, kind.Key, measured.F1, measured.IoU, everything.F1);
        }
    }

    private static TransformPipeline Training(LocalizerRepair repair, int size) => repair switch
    {
        LocalizerRepair.AsPublished => Transform.PaperLocalizationTrain(size).WithMasksLeftBehind(),
        LocalizerRepair.CropsOnEdits => Transform.Train(size, ontoEdits: 0.5),
        _ => Transform.PaperLocalizationTrain(size),
    };

    private static TransformPipeline Evaluation(LocalizerRepair repair, int size) =>
        repair == LocalizerRepair.CropsOnEdits ? Transform.Evaluation(size) : Transform.PaperEvaluation(size);

    // TGIF edits an image inside a bounding box or a segmentation, and has both masks. As published, every image uses the bounding box.
    private static ImageRecord WithMask(ImageRecord record, LocalizerRepair repair)
    {
        const string Segmentation = "_mask_segm";
        if (repair >= LocalizerRepair.MatchingMasks || record.MaskPath is null
            || Path.GetFileName(record.MaskPath) is var name && !name.Contains(Segmentation, StringComparison.Ordinal))
        {
            return record;
        }
        var stem = name[..name.IndexOf(Segmentation, StringComparison.Ordinal)];
        var box = Path.Combine(Path.GetDirectoryName(record.MaskPath)!, $"{stem}_mask_bbox.png");
        return File.Exists(box) ? record with { MaskPath = box } : record;
    }
}
