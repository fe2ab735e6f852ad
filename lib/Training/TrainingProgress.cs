using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>The part of a training's state that a checkpoint holds as JSON, beside its tensors.</summary>
internal sealed record TrainingProgress(
    EpochResult[] Results, int Step, long Seen, double LossSum, int BestEpoch, bool IsFinished, long OptimizerSteps)
{
    /// <summary>False where no training can have come this far.</summary>
    [JsonIgnore]
    public bool IsConsistent =>
        Results.Index().All(result => result.Item?.Epoch == result.Index + 1) && Step >= 0 && Seen >= Step && OptimizerSteps >= Step
        && BestEpoch >= (Results.Length > 0 ? 1 : 0) && BestEpoch <= Results.Length && (Results.Length > 0 || !IsFinished);

    public static TrainingProgress Of(TrainingState state, Adam optimizer) => new(
        [.. state.Results], state.Step, state.Seen, state.LossSum, state.BestEpoch, state.IsFinished, optimizer.Steps);

    /// <summary>The state, with its own copies of the best weights.</summary>
    public TrainingState ToState(IReadOnlyDictionary<string, Tensor> best) => new()
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
