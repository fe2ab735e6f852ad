using System.Text.Json;
using System.Text.Json.Serialization;
using Telltale.Models;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>
/// A training run on disk: one safetensors file with the weights, Adam's running averages, the random state, the best weights so far
/// and, as metadata, the description and history of the run. Loading it executes no code.
/// </summary>
/// <param name="file">The file; written atomically.</param>
/// <param name="identity">The run it belongs to.</param>
internal sealed class Checkpoint(string file, RunIdentity identity)
{
    private const string ModelPrefix = "model.";
    private const string BestPrefix = "best.";
    private const string RandomState = "random_state";

    // A score may be NaN (ROC AUC of one class), which standard JSON cannot represent.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>Loads the weights of a checkpoint into a model: those of the best epoch if the run finished, else the latest.</summary>
    /// <param name="path">A file written by <see cref="Trainer"/>.</param>
    /// <param name="model">A model with the same parameters.</param>
    /// <returns>The description of the run: model, data, transforms, options, versions.</returns>
    /// <exception cref="SafeTensorsException">Not a valid safetensors file.</exception>
    /// <exception cref="WeightsException">The checkpoint is of another model; the message lists the differences.</exception>
    public static string Load(string path, nn.Module model)
    {
        using var content = SafeTensors.Read(path);
        content.Metadata.TryGetValue("description", out var description);
        Weights.Assign(model, Part(content.Tensors, ModelPrefix), path);
        return description ?? "";
    }

    internal void Save(nn.Module model, Adam optimizer, TrainingState state)
    {
        using var scope = NewDisposeScope();
        var tensors = model.state_dict().ToDictionary(entry => ModelPrefix + entry.Key, entry => entry.Value.detach());
        if (!state.IsFinished)
        {
            AddResumeState(tensors, optimizer, state);
        }
        SafeTensors.Write(file, tensors, new Dictionary<string, string>
        {
            ["description"] = identity.Description,
            ["key"] = identity.Key,
            ["progress"] = JsonSerializer.Serialize(Progress.Of(state, optimizer), Json),
        });
    }

    internal TrainingState? Resume(nn.Module model, Adam optimizer)
    {
        if (!System.IO.File.Exists(file))
        {
            return null;
        }
        using var scope = NewDisposeScope();
        using var content = SafeTensors.Read(file);
        Weights.Assign(model, Part(content.Tensors, ModelPrefix), file);
        var progress = JsonSerializer.Deserialize<Progress>(content.Metadata["progress"], Json)!;
        if (!progress.IsFinished)
        {
            optimizer.Resume(progress.OptimizerSteps, index => (content.Tensors[MeanKey(index)], content.Tensors[SquareKey(index)]));
            set_rng_state(content.Tensors[RandomState]);
        }
        return progress.ToState(Part(content.Tensors, BestPrefix));
    }

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

    private sealed record Progress(EpochResult[] Results, int Step, long Seen, double LossSum,
        int BestEpoch, bool IsFinished, long OptimizerSteps)
    {
        public static Progress Of(TrainingState state, Adam optimizer) => new(
            [.. state.Results], state.Step, state.Seen, state.LossSum, state.BestEpoch, state.IsFinished, optimizer.Steps);

        public TrainingState ToState(Dictionary<string, Tensor> best) => new()
        {
            Results = [.. Results],
            Step = Step,
            Seen = Seen,
            LossSum = LossSum,
            BestEpoch = BestEpoch,
            IsFinished = IsFinished,
            BestWeights = best.ToDictionary(entry => entry.Key, entry => entry.Value.clone().DetachFromDisposeScope()),
        };
    }
}
