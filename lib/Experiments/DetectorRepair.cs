namespace Telltale.Experiments;

/// <summary>
/// Repairs of the published detector, each a single change. A combination of them is a configuration: <see cref="AsPublished"/> has none,
/// the repaired detector has all. They address the faults of what appears to be the paper's public code; the paper's text names those that
/// its authors see.
/// </summary>
[Flags]
public enum DetectorRepair
{
    /// <summary>
    /// As published: one generator, inputs not normalized in training and normalized with mean and standard deviation 0.5 in testing,
    /// images resized to a square, no compression in augmentation, plain RGB, threshold 0.5.
    /// </summary>
    AsPublished = 0,

    /// <summary>Test images are normalized like the training images.</summary>
    MatchedNormalization = 1,

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
}

/// <summary>Names and order of the repairs.</summary>
public static class DetectorRepairs
{
    /// <summary>All repairs, in the order in which the waterfall adds them.</summary>
    public static IReadOnlyList<DetectorRepair> InOrder { get; } =
        [.. Enum.GetValues<DetectorRepair>().Where(repair => repair != DetectorRepair.AsPublished)];

    /// <summary>The repairs that affect training. Configurations that differ only in the others share weights.</summary>
    internal const DetectorRepair OfTraining =
        DetectorRepair.SeveralGenerators | DetectorRepair.Degradation | DetectorRepair.Cropping |
        DetectorRepair.BalancedSources | DetectorRepair.Residuals;

    /// <summary>The name of a repair, or of a combination of repairs.</summary>
    /// <param name="repair">One repair or several.</param>
    public static string Name(this DetectorRepair repair) => repair switch
    {
        DetectorRepair.AsPublished => "as published",
        DetectorRepair.MatchedNormalization => "same normalization in training and testing",
        DetectorRepair.SeveralGenerators => "several generators",
        DetectorRepair.Degradation => "blur and compression in training",
        DetectorRepair.Cropping => "crops instead of resizing",
        DetectorRepair.BalancedSources => "balanced sources",
        DetectorRepair.Residuals => "residuals (not in the paper)",
        DetectorRepair.TemperatureScaling => "temperature fitted on validation",
        DetectorRepair.ValidationThreshold => "threshold chosen on validation",
        _ => string.Join(" + ", InOrder.Where(part => repair.HasFlag(part)).Select(Name)),
    };
}
