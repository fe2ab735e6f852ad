using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Detectors;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Experiments;

/// <summary>A detector that is ready to score: one from a file, or one that is trained when it is needed.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Model">Maps (N, 3, H, W) float32 to logits; owned by the caller.</param>
/// <param name="Transform">Makes its input.</param>
/// <param name="Threshold">The lowest score predicted synthetic.</param>
/// <param name="Note">What its scores are worth, in one sentence.</param>
public sealed record ReadyDetector(
    string Name, nn.Module<Tensor, Tensor> Model, TransformPipeline Transform, Threshold Threshold, string Note)
{
    /// <summary>What the scores of a network are worth that was trained elsewhere.</summary>
    internal const string FixedThreshold = "The threshold 0.5 was not chosen on images like these.";

    private const int Seed = 17;

    /// <summary>Loads a detector, or trains a small one on a folder or, without one, on the embedded images.</summary>
    /// <param name="file">A TorchScript or ONNX file (<see cref="ExternalDetector.Load"/>); null to train.</param>
    /// <param name="training">Folder of real and synthetic images to train on; null for the embedded images. Not with a file.</param>
    /// <param name="progress">Reported to while images are made and the detector is trained; null for none.</param>
    /// <param name="cancellation">Stops after the current training step; calling again resumes.</param>
    /// <exception cref="ArgumentException">File and folder are both given, or the network of the file does not detect.</exception>
    /// <exception cref="UnusableFileException">The file cannot be used.</exception>
    public static ReadyDetector Of(
        string? file, string? training = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (file is null)
        {
            var images = training is null
                ? Corpus.Embedded(progress, cancellation)
                : DetectionFolder.Read(training, csv: new CsvSettings(Environment.GetEnvironmentVariable).Images, progress: progress);
            return Trained(images, progress, cancellation);
        }
        if (training is not null)
        {
            throw new ArgumentException("A detector from a file is not trained: give either the file or a folder to train on.");
        }
        return Of(ExternalDetector.Load(file));
    }

    /// <summary>A detector that was trained elsewhere.</summary>
    internal static ReadyDetector Of(ExternalDetector external) => external.Description.Task == DetectorTask.Detection
        ? new(Path.GetFileNameWithoutExtension(external.FilePath), external, external.Transform, Threshold.Fixed(0.5), FixedThreshold)
        : throw new ArgumentException($"{external.FilePath} is described for {external.Description.Task.ToString().ToLowerInvariant()}; "
            + "scores of images need a detector.");

    /// <summary>Trains a small network behind residuals, with a threshold from validation.</summary>
    /// <param name="images">Real and synthetic images; split 60, 20 and 20 %.</param>
    /// <param name="progress">Progress of the training; null for none.</param>
    /// <param name="cancellation">Stops after the current training step; calling again resumes.</param>
    public static ReadyDetector Trained(
        ImageCollection images, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Trained(images.Split(Seed), images.Name, images.IsSimulated, progress, cancellation);
    }

    /// <summary>As above, for images that are split already.</summary>
    /// <param name="split">Its training and validation images are used.</param>
    /// <param name="name">Name of the images.</param>
    /// <param name="simulated">Whether they are simulated.</param>
    /// <param name="progress">Progress of the training; null for none.</param>
    /// <param name="cancellation">Stops after the current training step; calling again resumes.</param>
    public static ReadyDetector Trained(CollectionSplit split, string name, bool simulated, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        var profile = Profile.Current;
        var recipe = DetectorRecipe.Of(profile) with { Network = DetectorRecipe.NetworkOf(profile, new ResidualFrontEnd()) };
        var model = recipe.Fit(split.Train, split.Validation, Seed, cancellation, progress);
        var validated = Predictor.Score(
            model, new DetectionDataset(split.Validation, recipe.Evaluation), "validation", cancellation: cancellation);
        return new($"trained on {name}", model, recipe.Evaluation, ThresholdSweep.Of(validated).Best(c => c.BalancedAccuracy),
            NoteOf(split.Train, name, simulated));
    }

    /// <summary>What the scores of a network are worth that was trained here.</summary>
    internal static string NoteOf(ImageCollection trained, string name, bool simulated) => simulated
        ? "Trained on simulated images: its scores of other images are no evidence. Give a detector, or a folder to train on."
        : $"Trained on {trained.Count.Counted("image")} of {name}; on images from elsewhere expect less.";
}
