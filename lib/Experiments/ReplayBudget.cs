using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>What every run of a replay may spend. It is the same for all configurations: only then does a difference mean something.</summary>
/// <param name="ImagesPerClass">Real, and synthetic, training images.</param>
/// <param name="Size">Side of the square the network sees, in pixels.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="BatchSize">Images in a step.</param>
/// <param name="LearningRate">Adam's step size at the start.</param>
/// <param name="Network">The network, without a front end.</param>
/// <param name="Seeds">Every configuration is trained once with each.</param>
public sealed record ReplayBudget(
    int ImagesPerClass, int Size, int Epochs, int BatchSize, double LearningRate, DenseNetOptions Network, IReadOnlyList<int> Seeds)
{
    /// <summary>The type of the network's maps.</summary>
    public Precision Precision { get; init; }

    /// <summary>The budget of a profile.</summary>
    /// <param name="profile">tiny, quick or paper.</param>
    public static ReplayBudget Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var budget = profile.Name switch
        {
            "paper" => new ReplayBudget(profile.Images / 2, profile.Size, profile.Epochs, profile.BatchSize, profile.LearningRate, DenseNetOptions.DenseNet121, profile.Seeds),
            "tiny" => new(12, profile.Size, 1, 12, 5e-3, DenseNetOptions.DenseNetTiny, profile.Seeds),
            _ => new(200, profile.Size, 6, 16, 5e-3, DenseNetOptions.DenseNetTiny, profile.Seeds),
        };
        return budget with { Precision = profile.Precision };
    }

    /// <summary>All numbers on one line.</summary>
    public override string ToString() =>
        $"{ImagesPerClass} real and {ImagesPerClass} synthetic training images, {Size} px, {Epochs} epochs, batches of {BatchSize}, learning rate {LearningRate}, {Precision}, seeds {string.Join(' ', Seeds)}, {Network}";
}
