using System.Diagnostics;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Experiments;

/// <summary>How a detector is trained: network, transforms, loss, options and training images. Cures are changes of a recipe.</summary>
/// <example><code>
/// var baseline = DetectorRecipe.Of(Profile.Quick);
/// var degraded = baseline with { Name = "degraded", Training = Transform.TrainDegraded(Profile.Quick.Size) };
/// var balanced = baseline with { Name = "balanced", Options = baseline.Options with { Sampling = Sampling.BalancedSources } };
/// var pairs = baseline with
/// {
///     Name = "simulated reconstructions",
///     Options = baseline.Options with { Sampling = Sampling.Pairs },
///     TrainOn = images => Reconstruction.Pairs(images.Where(record => !record.IsPositive)),
/// };
/// </code></example>
/// <param name="Name">Its name in reports.</param>
/// <param name="Network">Makes the network, with initial weights from a seed; a new one at each call.</param>
/// <param name="Training">Transform of the training images.</param>
/// <param name="Evaluation">Transform of all other images.</param>
public sealed record DetectorRecipe(
    string Name, Func<int, nn.Module<Tensor, Tensor>> Network, TransformPipeline Training, TransformPipeline Evaluation)
{
    /// <summary>What the network sees, in words.</summary>
    public string Input { get; init; } = "RGB";

    /// <summary>Training options; their seed is replaced by that of each run.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>The loss.</summary>
    public Loss Loss { get; init; } = Losses.CrossEntropy;

    /// <summary>
    /// Replaces the training and the validation images, for example by pairs; must keep groups apart, as <see cref="ImageRecord.SourceId"/>
    /// names them. Null to train on the images as they are.
    /// </summary>
    public Func<ImageCollection, ImageCollection>? TrainOn { get; init; }

    /// <summary>
    /// Changes the trained network, given the training and the validation images; for example retrains its last layer. It is run again
    /// whenever the trained network is read from the cache. Null to leave the network as it is.
    /// </summary>
    public Action<nn.Module<Tensor, Tensor>, ImageCollection, ImageCollection>? Finish { get; init; }

    /// <summary>
    /// Texture-rich crops that are averaged for each image that <see cref="LeaveOneGeneratorOut"/> scores
    /// (<see cref="Predictor.ScoreCrops"/>); 0 for the one of <see cref="Evaluation"/>.
    /// </summary>
    public int Crops { get; init; }

    /// <summary>
    /// The baseline of comparisons: plain RGB, random crops, random initial weights; a small DenseNet, or DenseNet121 in the paper profile.
    /// </summary>
    /// <param name="profile">tiny, quick or paper.</param>
    public static DetectorRecipe Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new("baseline", NetworkOf(profile), Transform.Train(profile.Size), Transform.Evaluation(profile.Size))
        {
            Options = new()
            {
                Epochs = profile.Epochs, BatchSize = profile.BatchSize, LearningRate = profile.LearningRate,
                Schedule = LearningRateSchedule.Cosine, Precision = profile.Precision,
            },
        };
    }

    /// <summary>Trains one detector for each seed. Trained runs are cached; an interrupted one resumes.</summary>
    /// <param name="split">Its training and validation images are used.</param>
    /// <param name="seeds">Seeds of weights, order and augmentation.</param>
    /// <param name="progress">Progress after each run; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes.</param>
    /// <returns>The detectors, for curves and probes; the caller disposes them, and their networks with them.</returns>
    public IReadOnlyList<LogitScorer> Train(
        CollectionSplit split, IReadOnlyList<int> seeds, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(seeds);
        var (trained, watch, done) = (new LogitScorer[seeds.Count], Stopwatch.StartNew(), 0);
        var (training, validation) = (Replaced(split.Train), Replaced(split.Validation));
        ParallelRuns.ForEach([.. Enumerable.Range(0, seeds.Count)], index =>
        {
            trained[index] = LogitScorer.Of(Name, Fit(training, validation, seeds[index], cancellation), Evaluation, seeds[index], true);
            progress?.Report(new("training", Interlocked.Increment(ref done), seeds.Count, watch.Elapsed, "runs", $"seed {seeds[index]}"));
        }, cancellation);
        return trained;
    }

    /// <summary>The baseline's network, with a front end or a side branch.</summary>
    internal static Func<int, nn.Module<Tensor, Tensor>> NetworkOf(Profile profile, FrontEnd? frontEnd = null, SideBranch? side = null)
    {
        var network = profile.Name == "paper" ? DenseNetOptions.DenseNet121 : DenseNetOptions.DenseNetTiny;
        return seed => new DenseNet(network with { FrontEnd = frontEnd, SideBranch = side }, seed);
    }

    /// <summary>The images that are trained on instead.</summary>
    internal ImageCollection Replaced(ImageCollection images) => TrainOn?.Invoke(images) ?? images;

    /// <summary>Trains a network, or reads it from the cache; the caller disposes it.</summary>
    internal nn.Module<Tensor, Tensor> Fit(
        ImageCollection training, ImageCollection validation, int seed, CancellationToken cancellation,
        IProgress<WorkProgress>? progress = null)
    {
        var model = Network(seed).to(ComputeDevice.Best);
        Trainer.Fit(
            model, new DetectionDataset(training, Training), new DetectionDataset(validation, Evaluation), Loss,
            Options with { Seed = seed }, progress, cancellation: cancellation);
        Finish?.Invoke(model, training, validation);
        return model;
    }

    /// <summary>Scores images, by several crops where <see cref="Crops"/> says so.</summary>
    internal Predictions Score(nn.Module<Tensor, Tensor> model, ImageCollection images, string name, CancellationToken cancellation)
    {
        var dataset = new DetectionDataset(images, Evaluation);
        return Crops > 0
            ? Predictor.ScoreCrops(model, dataset, Crops, name, cancellation: cancellation)
            : Predictor.Score(model, dataset, name, cancellation: cancellation);
    }
}
