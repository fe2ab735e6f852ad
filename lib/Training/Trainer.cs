using Telltale.Data;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>The training loop, for detection and localization.</summary>
/// <example>
/// <code>
/// var options = new TrainingOptions { Epochs = 5, BatchSize = 32, LearningRate = 1e-4, Seed = 17 };
/// var history = Trainer.Fit(model, train, validation, Losses.CrossEntropy, options);
/// Console.WriteLine(history.Best.ValidationScore);
/// </code>
/// </example>
public static class Trainer
{
    /// <summary>
    /// Trains with Adam, evaluates after each epoch, and leaves the weights of the best epoch in the model. An identical run (same initial
    /// weights, data, transforms, loss, options and library) that has finished is read from the cache. One that was interrupted, even by
    /// a killed process, resumes at its last checkpoint; on the CPU the result is bit-identical to an uninterrupted run. A cancellation
    /// gives the model its initial weights again: they are part of the identity of the run, so that the same call resumes it. Where
    /// another process, on this machine or on one that shares the cache, trains the same run, this one waits for it.
    /// </summary>
    /// <param name="model">Trained on the device where its parameters are; left in evaluation mode with the best epoch's weights.</param>
    /// <param name="training">The training data.</param>
    /// <param name="validation">The data that chooses the best epoch; never the data that results are reported on.</param>
    /// <param name="loss">The loss to minimise.</param>
    /// <param name="options">Hyperparameters; every value takes part in the identity of the run.</param>
    /// <param name="progress">Progress after each step; null for none.</param>
    /// <param name="folder">Folder of the checkpoint; null for the cache folder.</param>
    /// <param name="cancellation">Stops after the current step and writes a checkpoint.</param>
    /// <returns>One result per epoch, and the best epoch.</returns>
    /// <exception cref="ArgumentException">The metric in <paramref name="options"/> does not fit the validation data.</exception>
    /// <exception cref="TrainingDivergedException">The loss is not finite; the message lists the files of the batch.</exception>
    /// <exception cref="UnusableFileException">The checkpoint of this run was changed; the message names file and cure.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call, with the same model, resumes.</exception>
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
        SweptFolders.Sweep(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var checkpoint = new Checkpoint(file, identity);
        using var finished = checkpoint.ReadFinished();
        using var turn = finished is null ? SharedLock.Take($"{file}.lock", cancellation) : null;
        using var initial = new InitialWeights(model);
        using var run = new TrainingRun(model, training, validation, loss, options, checkpoint, finished);
        var started = DateTimeOffset.UtcNow;
        var history = Finished(run, initial, progress, cancellation);
        if (!history.CameFromCache)
        {
            TrackedTraining.Log(identity, history, started);
        }
        return history;
    }

    private static TrainingHistory Finished(
        TrainingRun run, InitialWeights initial, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return run.Finish(progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            initial.Restore();
            throw;
        }
    }
}
