using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Experiments;

/// <summary>How a localizer is trained: network, transforms, loss, options and training images. Cures are changes of a recipe.</summary>
/// <example><code>
/// var plain = LocalizerRecipe.Of(Profile.Quick);
/// var chains = plain with { Name = "chains", Training = Transform.TrainDegraded(Profile.Quick.Size, ontoEdits: 0.5) };
/// var residuals = plain with { Name = "residuals", Network = plain.Network with { FrontEnd = new ResidualFrontEnd() } };
/// </code></example>
/// <param name="Name">Its name in reports.</param>
/// <param name="Network">The architecture.</param>
/// <param name="Training">Transform of the training images and their masks.</param>
/// <param name="Evaluation">Transform of the validation images, on which the best epoch is chosen.</param>
public sealed record LocalizerRecipe(string Name, UNetOptions Network, TransformPipeline Training, TransformPipeline Evaluation)
{
    /// <summary>Batch size of notebook 5.</summary>
    private const int BatchSize = 16;

    /// <summary>Training options; their seed is replaced by that of each run.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>The loss.</summary>
    public Loss Loss { get; init; } = Losses.BinaryCrossEntropyAndDice();

    /// <summary>
    /// Replaces the training images, for example adds some; must keep groups apart, as <see cref="ImageRecord.SourceId"/> names them. Null
    /// to train on the images as they are.
    /// </summary>
    public Func<ImageCollection, ImageCollection>? TrainOn { get; init; }

    /// <summary>
    /// The baseline of comparisons: a plain U-Net on RGB crops, half of them placed on edits; the paper's width in the paper profile.
    /// </summary>
    /// <param name="profile">tiny, quick or paper.</param>
    public static LocalizerRecipe Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new(
            "plain U-Net", profile.Name == "paper" ? UNetOptions.Paper : UNetOptions.Small, Transform.Train(profile.Size, ontoEdits: 0.5),
            Transform.Evaluation(profile.Size))
        {
            Options = new()
            {
                Epochs = profile.Epochs, BatchSize = BatchSize, LearningRate = profile.LearningRate,
                Schedule = LearningRateSchedule.Plateau(), Precision = profile.Precision,
                Metric = ValidationMetric.MaskF1(Averaging.PerImage with { EditedOnly = true }),
            },
        };
    }

    /// <summary>The images that are trained on instead.</summary>
    internal ImageCollection Replaced(ImageCollection images) => TrainOn?.Invoke(images) ?? images;

    /// <summary>Trains a network, or reads it from the cache; the caller disposes it.</summary>
    /// <param name="training">The training images, replaced already.</param>
    /// <param name="validation">The images that choose the epoch.</param>
    /// <param name="seed">Seed of weights, order and augmentation.</param>
    /// <param name="cancellation">Stops after the current step; the same call resumes.</param>
    /// <param name="progress">Progress of the training; null for none.</param>
    internal UNet Fit(
        ImageCollection training, ImageCollection validation, int seed, CancellationToken cancellation,
        IProgress<WorkProgress>? progress = null)
    {
        var model = new UNet(Network, seed);
        model.to(ComputeDevice.Best);
        Trainer.Fit(
            model, new LocalizationDataset(training, Training), new LocalizationDataset(validation, Evaluation), Loss,
            Options with { Seed = seed }, progress, cancellation: cancellation);
        return model;
    }
}
