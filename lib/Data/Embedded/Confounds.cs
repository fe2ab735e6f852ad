namespace Telltale.Data.Embedded;

/// <summary>Faults of a collection that can be planted, so that the cause of a detector's bias is known.</summary>
[Flags]
public enum Confounds
{
    /// <summary>Both classes have the same formats, qualities and sizes, scene by scene.</summary>
    None = 0,

    /// <summary>A fifth of the synthetic images.</summary>
    ClassImbalance = 1,

    /// <summary>Real images are JPEG, synthetic ones PNG.</summary>
    FileFormat = 2,

    /// <summary>Real JPEG and WebP files have a quality of 93 to 97, synthetic ones of 86 to 90.</summary>
    Quality = 4,

    /// <summary>Sides of real images lie between 192 and 256 pixels, of synthetic ones between 128 and 191.</summary>
    Size = 8,

    /// <summary>The manifest marks the last generator and its share of the scenes as test split, all else as train split.</summary>
    GeneratorShift = 16,
}
