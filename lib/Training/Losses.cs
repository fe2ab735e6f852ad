using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
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

    /// <summary>
    /// Focal loss of two-class logits (N, 2) against targets (N) of 0 = real, 1 = synthetic, the mean over the images (Lin, Goyal,
    /// Girshick, He, Dollár: Focal Loss for Dense Object Detection, ICCV 2017): images that are already classified well have less weight.
    /// For pixels, see <see cref="Focal"/>.
    /// </summary>
    /// <param name="gamma">Focusing parameter; 0 = cross-entropy. 0 or at least 1: between them the gradient is unbounded.</param>
    /// <param name="alpha">Weight of synthetic images, in [0, 1]; real ones have 1 − alpha. Null weighs both with 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter outside these bounds.</exception>
    public static Loss FocalCrossEntropy(double gamma = 2, double? alpha = null)
    {
        ThrowUnless(gamma is 0 or >= 1, gamma, nameof(gamma), "The focusing parameter must be 0 or at least 1.");
        ThrowUnless(alpha is null or (>= 0 and <= 1), alpha, nameof(alpha), "The weight of synthetic images must be in [0, 1].");
        var name = $"focal cross-entropy(gamma {gamma.Invariant()}, alpha {alpha?.Invariant() ?? "none"})";
        return new(name, (logits, targets) =>
        {
            using var scope = NewDisposeScope();
            var crossEntropies = nn.functional.cross_entropy(logits, targets.to_type(ScalarType.Int64), reduction: nn.Reduction.None);
            var wrong = exp(-crossEntropies).OneMinus(); // 1 minus the probability of the true class
            var losses = wrong.pow(KeptScalar.Of(gamma)) * crossEntropies;
            var weighted = alpha is { } synthetic
                ? (targets.to_type(logits.dtype) * KeptScalar.Of(2 * synthetic - 1)).Plus(1 - synthetic) * losses : losses;
            return weighted.mean().MoveToOuterDisposeScope();
        });
    }

    /// <summary>
    /// Logit-adjusted cross-entropy (Menon et al.: Long-Tail Learning via Logit Adjustment, ICLR 2021) of two-class logits (N, 2) against
    /// targets (N): the logarithm of each class's share in training is added to its logit in the loss only, so that a network trained on
    /// unbalanced classes predicts as if they were balanced.
    /// </summary>
    /// <param name="synthetic">Share of synthetic images in the training data, in (0, 1).</param>
    /// <param name="tau">Factor of the adjustment; 1 in theory, 0 = cross-entropy.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1), or the factor is not finite.</exception>
    public static Loss LogitAdjusted(double synthetic, double tau = 1)
    {
        ThrowUnless(synthetic is > 0 and < 1, synthetic, nameof(synthetic), "The share of synthetic images must be in (0, 1).");
        ThrowUnless(double.IsFinite(tau), tau, nameof(tau), "The factor of the adjustment must be finite.");
        return new($"logit-adjusted cross-entropy(synthetic {synthetic.Invariant()}, tau {tau.Invariant()})", (logits, targets) =>
        {
            using var scope = NewDisposeScope();
            var adjustment = tensor([tau * Math.Log(1 - synthetic), tau * Math.Log(synthetic)]).to(logits.device).to_type(logits.dtype);
            return nn.functional.cross_entropy(logits.Plus(adjustment), targets.to_type(ScalarType.Int64)).MoveToOuterDisposeScope();
        });
    }

    private static void ThrowUnless(bool isValid, object? value, string name, string problem)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(name, value, problem);
        }
    }
}
