using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>The training budget of every run of a replay. It is the same for all configurations, so that they can be compared.</summary>
/// <example>
/// <code>
/// var budget = ReplayBudget.Of(Profile.Tiny) with { Epochs = 2 };
/// var images = ReplayImages.Embedded(budget);
/// </code>
/// </example>
/// <param name="ImagesPerClass">Number of real, and of synthetic, training images.</param>
/// <param name="Size">Side of the square input of the network, in pixels.</param>
/// <param name="Epochs">Number of epochs.</param>
/// <param name="BatchSize">Images per batch.</param>
/// <param name="LearningRate">Initial learning rate of Adam.</param>
/// <param name="Network">The network, without a front end.</param>
/// <param name="Seeds">The seeds; every configuration is trained once with each.</param>
public sealed record ReplayBudget(
    int ImagesPerClass, int Size, int Epochs, int BatchSize, double LearningRate, DenseNetOptions Network, IReadOnlyList<int> Seeds)
{
    /// <summary>The precision of the network's activations.</summary>
    public Precision Precision { get; init; }

    /// <summary>The budget of a profile.</summary>
    /// <param name="profile">tiny, quick or paper.</param>
    public static ReplayBudget Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var budget = profile.Name switch
        {
            "paper" => new ReplayBudget(
                profile.Images / 2, profile.Size, profile.Epochs, profile.BatchSize, profile.LearningRate,
                DenseNetOptions.DenseNet121, profile.Seeds),
            "tiny" => new(12, profile.Size, 1, 12, 5e-3, DenseNetOptions.DenseNetTiny, profile.Seeds),
            _ => new(200, profile.Size, 10, 16, 3e-3, DenseNetOptions.DenseNetTiny, [1, 2, 3, 4, 5, 6, 7, 8]),
        };
        return budget with { Precision = profile.Precision };
    }

    /// <summary>All settings on one line.</summary>
    public override string ToString() =>
        $"{ImagesPerClass} real and {ImagesPerClass} synthetic training images, {Size} px, " +
        $"{Epochs.Counted("epoch")}, batches of {BatchSize}, " +
        $"learning rate {LearningRate.Invariant()}, {Precision}, seeds {string.Join(' ', Seeds)}, {Network}";
}
