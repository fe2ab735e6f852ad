namespace Telltale.Experiments;

/// <summary>
/// One change each to a detector as published. A combination of them is a configuration: <see cref="AsPublished"/> has none,
/// the repaired detector has all. The faults are those of what appears to be the paper's public code; see the paper's own text for
/// what its authors name.
/// </summary>
[Flags]
public enum DetectorRepair
{
    /// <summary>
    /// As published: one generator, unnormalised inputs in training and mean/deviation 0.5 in testing, images squashed to size, no
    /// compression in augmentation, plain RGB, threshold 0.5.
    /// </summary>
    AsPublished = 0,

    /// <summary>Test images are normalised as the training images were.</summary>
    MatchedNormalization = 1,

    /// <summary>Images are cropped to size instead of squashed.</summary>
    Cropping = 2,

    /// <summary>The network sees residuals instead of colours. Not in the paper.</summary>
    Residuals = 4,

    /// <summary>The synthetic training images come from several generators.</summary>
    SeveralGenerators = 8,

    /// <summary>Every source of a class gives as many training images as the others.</summary>
    BalancedSources = 16,

    /// <summary>Training images are blurred and compressed (JPEG, WebP) at random.</summary>
    Degradation = 32,

    /// <summary>Scores are divided by a temperature fitted on validation images; nothing is trained anew.</summary>
    TemperatureScaling = 64,

    /// <summary>The threshold is the one with the best F1 on validation images instead of 0.5; nothing is trained anew.</summary>
    ValidationThreshold = 128,
}

/// <summary>Names and groups of repairs.</summary>
public static class DetectorRepairs
{
    /// <summary>All repairs, in the order in which the waterfall adds them.</summary>
    public static IReadOnlyList<DetectorRepair> InOrder { get; } =
        [.. Enum.GetValues<DetectorRepair>().Where(repair => repair != DetectorRepair.AsPublished)];

    /// <summary>The repairs that decide what the network learns. The others use the same weights.</summary>
    internal const DetectorRepair OfTraining =
        DetectorRepair.SeveralGenerators | DetectorRepair.Degradation | DetectorRepair.Cropping | DetectorRepair.BalancedSources | DetectorRepair.Residuals;

    /// <summary>A repair in words.</summary>
    /// <param name="repair">A single repair.</param>
    public static string Name(this DetectorRepair repair) => repair switch
    {
        DetectorRepair.AsPublished => "as published",
        DetectorRepair.MatchedNormalization => "same normalisation at both ends",
        DetectorRepair.SeveralGenerators => "several generators",
        DetectorRepair.Degradation => "blur and compression in training",
        DetectorRepair.Cropping => "crops instead of squashing",
        DetectorRepair.BalancedSources => "sources balanced",
        DetectorRepair.Residuals => "residuals (not in the paper)",
        DetectorRepair.TemperatureScaling => "temperature from validation",
        DetectorRepair.ValidationThreshold => "threshold from validation",
        _ => string.Join(" + ", InOrder.Where(part => repair.HasFlag(part)).Select(Name)),
    };
}
