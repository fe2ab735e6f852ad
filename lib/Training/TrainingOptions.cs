using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Training;

/// <summary>Hyperparameters of training. Every value takes part in the identity of a run.</summary>
/// <example>
/// <code>
/// var options = new TrainingOptions { Epochs = 10, LearningRate = 1e-4, Schedule = LearningRateSchedule.Cosine, Patience = 3 };
/// var history = Trainer.Fit(model, train, validation, Losses.CrossEntropy, options with { Metric = ValidationMetric.RocAuc });
/// </code>
/// </example>
public sealed record TrainingOptions
{
    /// <summary>Number of epochs. The paper's code used 5.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Images per batch. The paper's code used 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's learning rate. The paper's code used 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Learning-rate schedule.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>L2 penalty, added to the gradient as in Adam (not AdamW).</summary>
    public double WeightDecay { get; init; }

    /// <summary>Type of the network's activations; weights, loss and optimizer are always float32.</summary>
    public Precision Precision { get; init; }

    /// <summary>Seed of the order of images and of augmentation.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>How an epoch samples the training images: each once, balanced by class and source, or in pairs.</summary>
    public Sampling Sampling { get; init; }

    /// <summary>The metric on validation data that chooses the best epoch. The paper's code used accuracy.</summary>
    public ValidationMetric Metric { get; init; } = ValidationMetric.BalancedAccuracy;

    /// <summary>Epochs without improvement after which training stops; null to run all epochs.</summary>
    public int? Patience { get; init; }
}
