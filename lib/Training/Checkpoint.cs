using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>
/// A training run on disk: one safetensors file with the weights, Adam's running averages, the random state, the best weights so far
/// and, as metadata, the description and history of the run and a digest of the whole file. Loading it executes no code.
/// </summary>
/// <param name="file">The file; written atomically.</param>
/// <param name="identity">The run it belongs to.</param>
internal sealed class Checkpoint(string file, RunIdentity identity)
{
    private const string ModelPrefix = "model.";
    private const string BestPrefix = "best.";
    private const string RandomState = "random_state";

    private const string Cure = "Delete it; the same call then trains again from the start.";

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>Loads the weights of a checkpoint into a model: those of the best epoch if the run finished, else the latest.</summary>
    /// <param name="path">A file written by <see cref="Trainer"/>.</param>
    /// <param name="model">A model with the same parameters.</param>
    /// <returns>The description of the run: model, data, transforms, options, versions.</returns>
    /// <exception cref="UnusableFileException">No checkpoint, or one that was changed after it was written.</exception>
    /// <exception cref="WeightsException">The checkpoint is of another model; the message lists the differences.</exception>
    public static string Load(string path, nn.Module model)
    {
        using var content = Read(path);
        Weights.Assign(model, Part(content.Tensors, ModelPrefix), path);
        return content.Metadata.GetValueOrDefault("description", "");
    }

    /// <summary>True where the run has finished; false where it has not, or has not begun.</summary>
    /// <exception cref="UnusableFileException">The file is no checkpoint of this run, or was changed after it was written.</exception>
    internal bool IsFinished
    {
        get
        {
            if (!Path.Exists(file))
            {
                return false;
            }
            using var content = Read(file);
            return ProgressIn(content).IsFinished;
        }
    }

    internal void Save(nn.Module model, Adam optimizer, TrainingState state)
    {
        using var scope = NewDisposeScope();
        var tensors = model.state_dict().ToDictionary(entry => ModelPrefix + entry.Key, entry => entry.Value.detach());
        if (!state.IsFinished)
        {
            AddResumeState(tensors, optimizer, state);
        }
        var metadata = new Dictionary<string, string>
        {
            ["description"] = identity.Description,
            ["key"] = identity.Key,
            ["progress"] = StrictJson.Write(TrainingProgress.Of(state, optimizer)),
            ["sha256"] = ContentDigest.Placeholder,
        };
        AtomicFile.WriteSealed(file, stream => SafeTensors.Write(stream, tensors, metadata));
    }

    /// <summary>Continues the run of an earlier process; null where there is none.</summary>
    /// <exception cref="UnusableFileException">The file is no checkpoint of this run, or was changed after it was written.</exception>
    internal TrainingState? Resume(nn.Module model, Adam optimizer)
    {
        if (!Path.Exists(file))
        {
            return null;
        }
        using var scope = NewDisposeScope();
        using var content = Read(file);
        var progress = ProgressIn(content);
        var best = Part(content.Tensors, BestPrefix);
        Weights.Assign(model, Part(content.Tensors, ModelPrefix), file);
        if (!progress.IsFinished)
        {
            Tensor Stored(string name) =>
                content.Tensors.TryGetValue(name, out var tensor) ? tensor : throw Refusal($"The tensor '{name}' is missing.");
            optimizer.Resume(progress.OptimizerSteps, index => (Stored(MeanKey(index)), Stored(SquareKey(index))));
            set_rng_state(Stored(RandomState));
        }
        return progress.ToState(best);
    }

    private static SafeTensorsContent Read(string path) => ReplacedFile.Read(() =>
    {
        using var stream = RegularFile.Open(path);
        ContentDigest.Check(path, stream, Cure);
        return SafeTensors.Read(path, stream);
    });

    private TrainingProgress ProgressIn(SafeTensorsContent content)
    {
        if (content.Metadata.GetValueOrDefault("key", "") != identity.Key)
        {
            throw Refusal("It is the checkpoint of another run.");
        }
        try
        {
            var progress = StrictJson.Read<TrainingProgress>(content.Metadata.GetValueOrDefault("progress", ""));
            return progress.IsConsistent ? progress : throw Refusal("The epochs that it reports contradict each other.");
        }
        catch (FormatException cause)
        {
            throw Refusal($"Its record of the training is unusable: {cause.Message}.", cause);
        }
    }

    private UnusableFileException Refusal(string problem, Exception? cause = null) => new(file, problem, Cure, cause);

    private static void AddResumeState(Dictionary<string, Tensor> tensors, Adam optimizer, TrainingState state)
    {
        foreach (var (name, value) in state.BestWeights)
        {
            tensors[BestPrefix + name] = value;
        }
        foreach (var (index, (mean, square)) in optimizer.Moments.Index())
        {
            (tensors[MeanKey(index)], tensors[SquareKey(index)]) = (mean, square);
        }
        tensors[RandomState] = get_rng_state();
    }

    private static string MeanKey(int parameter) => $"optimizer.{parameter}.exp_avg";

    private static string SquareKey(int parameter) => $"optimizer.{parameter}.exp_avg_sq";

    private static Dictionary<string, Tensor> Part(IReadOnlyDictionary<string, Tensor> tensors, string prefix) =>
        tensors.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value);
}
