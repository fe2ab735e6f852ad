using Telltale.Data;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>The one training loop, for detection and for localization.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains with Adam, evaluates after each epoch, and leaves the weights of the best epoch in the model. An equal run
    /// (same weights at the start, data, transforms, loss, options and library) that was finished before is read from the
    /// cache; one that was interrupted, even by a killed process, goes on where its last checkpoint was written and on the
    /// CPU ends with the same bits.
    /// </summary>
    /// <param name="model">Trained on the device where its parameters are; left in evaluation mode with the best epoch's weights.</param>
    /// <param name="training">What it learns from.</param>
    /// <param name="validation">What chooses the best epoch; never the data that results are reported on.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="options">How; every value takes part in the identity of the run.</param>
    /// <param name="progress">Told after each step; null for silence.</param>
    /// <param name="folder">Where the run's checkpoint is kept; null for the cache folder.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint written.</param>
    /// <returns>One result an epoch, and which one was kept.</returns>
    /// <exception cref="ArgumentException">The metric in <paramref name="options"/> does not fit the validation data.</exception>
    /// <exception cref="TrainingDivergedException">The loss is not a number; names the files of that batch.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on later.</exception>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static TrainingHistory Fit(
        nn.Module<Tensor, Tensor> model,
        ImageDataset training,
        ImageDataset validation,
        Loss loss,
        TrainingOptions options,
        IProgress<WorkProgress>? progress = null,
        string? folder = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        var identity = RunIdentity.Of(model, training, validation, loss, options);
        var file = Path.Combine(folder ?? CacheFolder.In("runs"), $"{identity.Key}.safetensors");
        using var run = new TrainingRun(model, training, validation, loss, options, new Checkpoint(file, identity));
        return run.Finish(progress, cancellation);
    }
}
