using System.Collections.Concurrent;
using System.Diagnostics;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Experiments;

/// <summary>
/// Trains the detectors of a replay and holds their scores. Configurations that differ only after training share weights.
/// </summary>
internal sealed class TrainedDetectors
{
    private static readonly Normalization InTraining = Normalization.None;

    private readonly ReplayImages images;
    private readonly ReplayBudget budget;
    private readonly ConcurrentDictionary<(DetectorChange Trained, int Seed, string Set, bool Mismatched), Predictions> scores = new();

    private TrainedDetectors(ReplayImages images, ReplayBudget budget) => (this.images, this.budget) = (images, budget);

    /// <summary>Trains the detectors of the configurations, or loads them from the cache, and scores validation and all tests.</summary>
    public static TrainedDetectors Of(
        ReplayImages images, ReplayBudget budget, IReadOnlyList<DetectorChange> configurations,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var detectors = new TrainedDetectors(images, budget);
        // Whether each training is tested with matched (false) or mismatched (true) normalization, or with both.
        var jobs = configurations
            .GroupBy(changes => changes & DetectorChanges.OfTraining, changes => changes.HasFlag(DetectorChange.MismatchedNormalization))
            .SelectMany(trained => budget.Seeds.Select(seed =>
                (Trained: trained.Key, Seed: seed, Mismatched: trained.Distinct().ToArray())))
            .ToList();
        var meter = new Meter(progress, jobs.Count);
        ParallelRuns.ForEach(jobs, job =>
        {
            detectors.TrainAndScore(job.Trained, job.Seed, job.Mismatched, cancellation);
            meter.Finished($"{job.Trained.Name()}, seed {job.Seed}");
        }, cancellation);
        return detectors;
    }

    /// <summary>The network of a configuration with its evaluation transform, trained or read from the cache.</summary>
    public LogitScorer Detector(DetectorChange changes, int seed, CancellationToken cancellation)
    {
        var trained = changes & DetectorChanges.OfTraining;
        var normalization = changes.HasFlag(DetectorChange.MismatchedNormalization) ? Normalization.Half : InTraining;
        return LogitScorer.Of(
            changes.Name(), Fit(trained, seed, cancellation), Evaluation(trained, normalization), seed, isOwner: true);
    }

    /// <summary>What trains each of the detectors of the configurations once.</summary>
    public static IEnumerable<ExperimentTask> Tasks(
        ReplayImages images, ReplayBudget budget, IEnumerable<DetectorChange> configurations)
    {
        var detectors = new TrainedDetectors(images, budget);
        var settings = InvariantText.InInvariantCulture(() => $"{images.Corpus}, {budget with { Seeds = [] }}");
        return configurations.Select(changes => changes & DetectorChanges.OfTraining).Distinct().SelectMany(trained =>
            budget.Seeds.Select(seed => new ExperimentTask(
                $"{trained.Name()}, seed {seed}", $"{settings}, {trained}, {seed}",
                cancellation => detectors.Fit(trained, seed, cancellation).Dispose())));
    }

    /// <summary>The validation scores of a configuration, calibrated like its test scores.</summary>
    public Predictions Validation(DetectorChange changes, int seed) => Scaled(changes, seed, Unscaled(changes, seed));

    /// <summary>The results of a configuration on every test.</summary>
    public IEnumerable<DetectorOutcome> Test(DetectorChange changes, int seed)
    {
        var (trained, mismatched) = (changes & DetectorChanges.OfTraining, changes.HasFlag(DetectorChange.MismatchedNormalization));
        var threshold = changes.HasFlag(DetectorChange.ValidationThreshold)
            ? ThresholdSweep.Of(Validation(changes, seed)).Best(c => c.F1)
            : Threshold.Fixed(0.5);
        return images.Tests.Select(test => new DetectorOutcome(
            changes, seed, test.Name, threshold, Scaled(changes, seed, scores[(trained, seed, test.Name, mismatched)])));
    }

    private Predictions Unscaled(DetectorChange changes, int seed) =>
        scores[(changes & DetectorChanges.OfTraining, seed, "validation", false)];

    private Predictions Scaled(DetectorChange changes, int seed, Predictions predictions) =>
        changes.HasFlag(DetectorChange.TemperatureScaling)
            ? TemperatureScaling.Fit(Unscaled(changes, seed)).Apply(predictions)
            : predictions;

    /// <summary>Trains a network, or reads it from the cache; the caller disposes it.</summary>
    private DenseNet Fit(DetectorChange trained, int seed, CancellationToken cancellation)
    {
        var frontEnd = trained.HasFlag(DetectorChange.Residuals) ? new ResidualFrontEnd(InputDeviation: 1) : null;
        var model = new DenseNet(budget.Network with { FrontEnd = frontEnd }, seed).to(ComputeDevice.Best);
        var training = new DetectionDataset(images.TrainingOf(trained, budget.ImagesPerClass), Training(trained));
        var options = new TrainingOptions
        {
            Epochs = budget.Epochs, BatchSize = budget.BatchSize, LearningRate = budget.LearningRate,
            Schedule = LearningRateSchedule.Cosine, Seed = seed, Precision = budget.Precision,
        };
        Trainer.Fit(model, training, Validation(trained), Losses.CrossEntropy, options, cancellation: cancellation);
        return model;
    }

    private DetectionDataset Validation(DetectorChange trained) => new(images.ValidationOf(trained), Evaluation(trained, InTraining));

    private void TrainAndScore(DetectorChange trained, int seed, IReadOnlyList<bool> normalizations, CancellationToken cancellation)
    {
        using var model = Fit(trained, seed, cancellation);
        Predictions Score(ImageDataset dataset, string name) => Predictor.Score(model, dataset, name, cancellation: cancellation);
        scores[(trained, seed, "validation", false)] = Score(Validation(trained), "validation");
        foreach (var (test, mismatched) in images.Tests.SelectMany(test => normalizations.Select(mismatched => (test, mismatched))))
        {
            var transform = Evaluation(trained, mismatched ? Normalization.Half : InTraining);
            var degraded = test.Degradation is { } step ? transform with { Steps = [step, .. transform.Steps] } : transform;
            scores[(trained, seed, test.Name, mismatched)] = Score(new DetectionDataset(test.Records, degraded), test.Name);
        }
    }

    // The first crop is larger, so that the block grid of the compression has a random offset in the second one.
    private TransformPipeline Training(DetectorChange trained)
    {
        const int Room = 16;
        var isCropped = trained.HasFlag(DetectorChange.Cropping);
        TransformStep[] degradation = trained.HasFlag(DetectorChange.Degradation)
            ?
            [
                new GaussianBlur(0, 1, Probability: 0.2), new JpegReencode(50, 95, Probability: 0.4),
                new WebpReencode(50, 95, Probability: 0.2),
            ]
            : [];
        TransformStep[] steps = (isCropped, degradation.Length) switch
        {
            (true, 0) => [new RandomCrop(budget.Size)],
            (true, _) => [new RandomCrop(budget.Size + Room), .. degradation, new RandomCrop(budget.Size)],
            _ => [.. degradation, new Resize(budget.Size, budget.Size)],
        };
        return new("replay, training", [.. steps, new HorizontalFlip()], InTraining);
    }

    private TransformPipeline Evaluation(DetectorChange trained, Normalization normalization) => new(
        "replay, evaluation",
        [trained.HasFlag(DetectorChange.Cropping) ? new CentreCrop(budget.Size) : new Resize(budget.Size, budget.Size)],
        normalization);

    private sealed class Meter(IProgress<WorkProgress>? progress, int runs)
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private int done;

        public void Finished(string run) =>
            progress?.Report(new("replay", Interlocked.Increment(ref done), runs, watch.Elapsed, "runs", run));
    }
}
