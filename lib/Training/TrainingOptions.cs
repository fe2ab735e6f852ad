using Telltale.Runtime;

namespace Telltale.Training;

/// <summary>How a model is trained. Every value takes part in the identity of a run.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training data. The paper's code used 5.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Images in a step. The paper's code used 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's step size. The paper's code used 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>How the step size changes over the run.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>L2 penalty, as Adam adds it to the gradient.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The type of the network's maps; weights, loss and optimizer are float32 either way. A profile names its own.</summary>
    public Precision Precision { get; init; }

    /// <summary>Seed of the order of images and of augmentation.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>The figure on validation data by which the best epoch is chosen. The paper's code used accuracy.</summary>
    public ValidationMetric Metric { get; init; } = ValidationMetric.BalancedAccuracy;

    /// <summary>Epochs without a better figure after which training stops; null to always run them all.</summary>
    public int? Patience { get; init; }
}
