namespace Telltale.Experiments;

/// <summary>
/// Changes to the published detector, which can be combined to a configuration: <see cref="AsPublished"/> has none. All are cures except
/// <see cref="MismatchedNormalization"/>, a fault that the paper's public code appears to have and its text does not mention.
/// </summary>
[Flags]
public enum DetectorChange
{
    /// <summary>
    /// As the paper describes it: one training set of synthetic images, images resized to a square, no compression in augmentation, plain
    /// RGB, threshold 0.5.
    /// </summary>
    AsPublished = 0,

    /// <summary>
    /// A fault, not a cure: inputs are not normalized in training, and normalized with mean and standard deviation 0.5 in testing.
    /// </summary>
    MismatchedNormalization = 1,

    /// <summary>Images are cropped instead of resized.</summary>
    Cropping = 2,

    /// <summary>The network sees residuals instead of RGB. Not in the paper.</summary>
    Residuals = 4,

    /// <summary>The synthetic training images come from several generators.</summary>
    SeveralGenerators = 8,

    /// <summary>All sources of a class contribute equally many training images.</summary>
    BalancedSources = 16,

    /// <summary>Training images are blurred and compressed (JPEG, WebP) at random.</summary>
    Degradation = 32,

    /// <summary>Logits are divided by a temperature fitted on validation images; the network is not retrained.</summary>
    TemperatureScaling = 64,

    /// <summary>The threshold with the best F1 on validation images replaces 0.5; the network is not retrained.</summary>
    ValidationThreshold = 128,

    /// <summary>The cured configuration that docs/replay.md declares.</summary>
    Cured = Cropping | Residuals | SeveralGenerators,
}

/// <summary>Names and order of the changes.</summary>
public static class DetectorChanges
{
    /// <summary>The cures, in the order in which an ablation adds them.</summary>
    public static IReadOnlyList<DetectorChange> Cures { get; } =
    [
        DetectorChange.Cropping, DetectorChange.Residuals, DetectorChange.SeveralGenerators, DetectorChange.BalancedSources,
        DetectorChange.Degradation, DetectorChange.TemperatureScaling, DetectorChange.ValidationThreshold,
    ];

    /// <summary>The changes that affect training. Configurations that differ only in the others share weights.</summary>
    internal const DetectorChange OfTraining =
        DetectorChange.SeveralGenerators | DetectorChange.Degradation | DetectorChange.Cropping |
        DetectorChange.BalancedSources | DetectorChange.Residuals;

    /// <summary>The name of a change, or of a combination of changes.</summary>
    /// <param name="change">One change or several.</param>
    public static string Name(this DetectorChange change) => change switch
    {
        DetectorChange.AsPublished => "as published",
        DetectorChange.Cured => "cured",
        DetectorChange.MismatchedNormalization => "other normalization in testing",
        DetectorChange.SeveralGenerators => "several generators",
        DetectorChange.Degradation => "blur and compression in training",
        DetectorChange.Cropping => "crops instead of resizing",
        DetectorChange.BalancedSources => "balanced sources",
        DetectorChange.Residuals => "residuals (not in the paper)",
        DetectorChange.TemperatureScaling => "temperature fitted on validation",
        DetectorChange.ValidationThreshold => "threshold chosen on validation",
        _ => string.Join(" + ", Enum.GetValues<DetectorChange>()
            .Where(part => int.PopCount((int)part) == 1 && change.HasFlag(part)).Select(Name)),
    };
}
