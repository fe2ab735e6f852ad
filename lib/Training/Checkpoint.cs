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
    internal const string ModelPrefix = "model.";
    internal const string BestPrefix = "best.";
    internal const string RandomState = "random_state";

    internal const string Cure = "Delete it; the same call then trains again from the start.";

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

    /// <summary>The run where it has finished; null where it has not, or has not begun.</summary>
    /// <exception cref="UnusableFileException">The file is no checkpoint of this run, or was changed after it was written.</exception>
    internal StoredRun? ReadFinished()
    {
        var stored = Read();
        if (stored?.IsFinished == false)
        {
            stored.Dispose();
            return null;
        }
        return stored;
    }

    /// <summary>What an earlier process left of the run; null where there is none. The caller disposes it.</summary>
    /// <exception cref="UnusableFileException">The file is no checkpoint of this run, or was changed after it was written.</exception>
    internal StoredRun? Read() => Path.Exists(file) ? new StoredRun(file, Read(file), identity) : null;

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

    private static SafeTensorsContent Read(string path) => ReplacedFile.Read(() =>
    {
        using var stream = RegularFile.Open(path);
        ContentDigest.Check(path, stream, Cure);
        return SafeTensors.Read(path, stream);
    });

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

    internal static string MeanKey(int parameter) => $"optimizer.{parameter}.exp_avg";

    internal static string SquareKey(int parameter) => $"optimizer.{parameter}.exp_avg_sq";

    internal static Dictionary<string, Tensor> Part(IReadOnlyDictionary<string, Tensor> tensors, string prefix) =>
        tensors.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value);
}
