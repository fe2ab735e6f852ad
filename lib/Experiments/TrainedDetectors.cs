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
    // As in what appears to be the paper's code: none in training, mean and standard deviation 0.5 in testing.
    private static readonly Normalization InTraining = Normalization.None;
    private static readonly Normalization InPublishedTesting = Normalization.Half;

    private readonly ReplayImages images;
    private readonly ReplayBudget budget;
    private readonly ConcurrentDictionary<(DetectorRepair Trained, int Seed, string Set, bool Matched), Predictions> scores = new();

    private TrainedDetectors(ReplayImages images, ReplayBudget budget) => (this.images, this.budget) = (images, budget);

    /// <summary>Trains the detectors of the configurations, or loads them from the cache, and scores validation and all tests.</summary>
    public static TrainedDetectors Of(
        ReplayImages images, ReplayBudget budget, IReadOnlyList<DetectorRepair> configurations,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var detectors = new TrainedDetectors(images, budget);
        var jobs = configurations.Select(repairs => repairs & DetectorRepairs.OfTraining).Distinct()
            .SelectMany(trained => budget.Seeds.Select(seed => (Trained: trained, Seed: seed))).ToList();
        var meter = new Meter(progress, jobs.Count);
        ParallelRuns.ForEach(jobs, ComputeDevice.Best.type == DeviceType.CPU, job =>
        {
            detectors.TrainAndScore(job.Trained, job.Seed, cancellation);
            meter.Finished($"{job.Trained.Name()}, seed {job.Seed}");
        }, cancellation);
        return detectors;
    }

    /// <summary>The validation scores of a configuration, calibrated like its test scores.</summary>
    public Predictions Validation(DetectorRepair repairs, int seed) => Scaled(repairs, seed, Unscaled(repairs, seed));

    /// <summary>The results of a configuration on every test.</summary>
    public IEnumerable<DetectorOutcome> Test(DetectorRepair repairs, int seed)
    {
        var (trained, matched) = (repairs & DetectorRepairs.OfTraining, repairs.HasFlag(DetectorRepair.MatchedNormalization));
        var threshold = repairs.HasFlag(DetectorRepair.ValidationThreshold)
            ? ThresholdSweep.Of(Validation(repairs, seed)).Best(c => c.F1)
            : Threshold.Fixed(0.5);
        return images.Tests.Select(test => new DetectorOutcome(
            repairs, seed, test.Name, threshold, Scaled(repairs, seed, scores[(trained, seed, test.Name, matched)])));
    }

    private Predictions Unscaled(DetectorRepair repairs, int seed) =>
        scores[(repairs & DetectorRepairs.OfTraining, seed, "validation", true)];

    private Predictions Scaled(DetectorRepair repairs, int seed, Predictions predictions) =>
        repairs.HasFlag(DetectorRepair.TemperatureScaling)
            ? TemperatureScaling.Fit(Unscaled(repairs, seed)).Apply(predictions)
            : predictions;

    private void TrainAndScore(DetectorRepair trained, int seed, CancellationToken cancellation)
    {
        var frontEnd = trained.HasFlag(DetectorRepair.Residuals) ? new ResidualFrontEnd(InputDeviation: 1) : null;
        using var model = new DenseNet(budget.Network with { FrontEnd = frontEnd }, seed).to(ComputeDevice.Best);
        var validation = new DetectionDataset(images.ValidationOf(trained), Evaluation(trained, InTraining));
        var training = new DetectionDataset(images.TrainingOf(trained, budget.ImagesPerClass), Training(trained));
        var options = new TrainingOptions
        {
            Epochs = budget.Epochs, BatchSize = budget.BatchSize, LearningRate = budget.LearningRate,
            Schedule = LearningRateSchedule.Cosine, Seed = seed, Precision = budget.Precision,
        };
        Trainer.Fit(model, training, validation, Losses.CrossEntropy, options, cancellation: cancellation);
        Predictions Score(ImageDataset dataset, string name) => Predictor.Score(model, dataset, name, cancellation: cancellation);
        scores[(trained, seed, "validation", true)] = Score(validation, "validation");
        foreach (var (test, matched) in images.Tests.SelectMany(test => new[] { (test, true), (test, false) }))
        {
            var transform = Evaluation(trained, matched ? InTraining : InPublishedTesting);
            var degraded = test.Degradation is { } step ? transform with { Steps = [step, .. transform.Steps] } : transform;
            scores[(trained, seed, test.Name, matched)] = Score(new DetectionDataset(test.Records, degraded), test.Name);
        }
    }

    // The first crop is larger, so that the block grid of the compression has a random offset in the second one.
    private TransformPipeline Training(DetectorRepair trained)
    {
        const int Room = 16;
        var isCropped = trained.HasFlag(DetectorRepair.Cropping);
        TransformStep[] degradation = trained.HasFlag(DetectorRepair.Degradation)
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

    private TransformPipeline Evaluation(DetectorRepair trained, Normalization normalization) => new(
        "replay, evaluation",
        [trained.HasFlag(DetectorRepair.Cropping) ? new CentreCrop(budget.Size) : new Resize(budget.Size, budget.Size)],
        normalization);

    private sealed class Meter(IProgress<WorkProgress>? progress, int runs)
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private int done;

        public void Finished(string run) =>
            progress?.Report(new("replay", Interlocked.Increment(ref done), runs, watch.Elapsed, "runs", run));
    }
}
