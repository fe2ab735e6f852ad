using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>A run as an earlier process left it: the content of its checkpoint, read once.</summary>
internal sealed class StoredRun : IDisposable
{
    private readonly string file;
    private readonly SafeTensorsContent content;
    private readonly TrainingProgress progress;

    /// <summary>Takes the content of a checkpoint, and disposes it with itself or where it refuses it.</summary>
    /// <param name="file">The checkpoint, for messages.</param>
    /// <param name="content">Its content.</param>
    /// <param name="identity">The run that it must belong to.</param>
    /// <exception cref="UnusableFileException">It belongs to another run, or what it says of the run is unusable.</exception>
    public StoredRun(string file, SafeTensorsContent content, RunIdentity identity)
    {
        (this.file, this.content) = (file, content);
        try
        {
            progress = Progress(identity);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>True where the training has finished.</summary>
    public bool IsFinished => progress.IsFinished;

    /// <summary>Gives the run's weights to a model and, unless it has finished, continues the optimizer and the random state.</summary>
    /// <exception cref="UnusableFileException">A tensor is missing.</exception>
    public TrainingState Resume(nn.Module model, Adam optimizer)
    {
        using var scope = NewDisposeScope();
        Weights.Assign(model, Checkpoint.Part(content.Tensors, Checkpoint.ModelPrefix), file);
        if (!IsFinished)
        {
            optimizer.Resume(
                progress.OptimizerSteps, index => (Stored(Checkpoint.MeanKey(index)), Stored(Checkpoint.SquareKey(index))));
            set_rng_state(Stored(Checkpoint.RandomState));
        }
        return progress.ToState(Checkpoint.Part(content.Tensors, Checkpoint.BestPrefix));
    }

    /// <inheritdoc/>
    public void Dispose() => content.Dispose();

    private Tensor Stored(string name) =>
        content.Tensors.TryGetValue(name, out var tensor) ? tensor : throw Refusal($"The tensor '{name}' is missing.");

    private TrainingProgress Progress(RunIdentity identity)
    {
        if (content.Metadata.GetValueOrDefault("key", "") != identity.Key)
        {
            throw Refusal("It is the checkpoint of another run.");
        }
        try
        {
            var read = StrictJson.Read<TrainingProgress>(content.Metadata.GetValueOrDefault("progress", ""));
            return read.IsConsistent ? read : throw Refusal("The epochs that it reports contradict each other.");
        }
        catch (FormatException cause)
        {
            throw Refusal($"Its record of the training is unusable: {cause.Message}.", cause);
        }
    }

    private UnusableFileException Refusal(string problem, Exception? cause = null) => new(file, problem, Checkpoint.Cure, cause);
}
