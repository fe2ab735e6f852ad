using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>A loss with a name, which takes part in the identity of a run.</summary>
/// <param name="Name">Names the loss and all its parameters.</param>
/// <param name="Of">
/// Maps logits and float32 targets to a scalar, the mean over the batch; the caller disposes it. Write constants in your own loss as
/// <see cref="Telltale.Runtime.Workarounds.KeptScalar"/>, not as plain numbers.
/// </param>
public sealed record Loss(string Name, Func<Tensor, Tensor, Tensor> Of)
{
    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}

/// <summary>The losses of the kit, for images and for pixels.</summary>
/// <example>
/// <code>
/// var options = new TrainingOptions { Epochs = 5, LearningRate = 1e-4 };
/// Trainer.Fit(model, train, validation, Losses.WeightedCrossEntropy(real: 1, synthetic: 2), options);
/// var forMasks = Losses.BinaryCrossEntropyAndDice(edited: 2);
/// </code>
/// </example>
public static partial class Losses
{
    /// <summary>Cross-entropy of two-class logits (N, 2) against targets (N) of 0 = real, 1 = synthetic.</summary>
    public static Loss CrossEntropy { get; } = new("cross-entropy", (logits, targets) =>
        nn.functional.cross_entropy(logits, targets.to_type(ScalarType.Int64)));

    /// <summary>Cross-entropy with class weights.</summary>
    /// <param name="real">Weight of real images.</param>
    /// <param name="synthetic">Weight of synthetic images.</param>
    public static Loss WeightedCrossEntropy(float real, float synthetic) =>
        new($"cross-entropy(real {real.Invariant()}, synthetic {synthetic.Invariant()})", (logits, targets) =>
        {
            using var weights = tensor([real, synthetic], device: logits.device);
            return nn.functional.cross_entropy(logits, targets.to_type(ScalarType.Int64), weight: weights);
        });
}
