namespace Telltale.Data.Embedded;

/// <summary>Confounds to plant in a collection, so that the cause of a detector's bias is known.</summary>
[Flags]
public enum Confounds
{
    /// <summary>None: both classes have the same formats, qualities and sizes in each scene.</summary>
    None = 0,

    /// <summary>Only a fifth of the synthetic images.</summary>
    ClassImbalance = 1,

    /// <summary>Real images are JPEG, synthetic images PNG.</summary>
    FileFormat = 2,

    /// <summary>The JPEG or WebP quality of real images is 93 to 97, of synthetic images 86 to 90.</summary>
    Quality = 4,

    /// <summary>Sides of real images are 192 to 256 pixels, of synthetic images 128 to 191.</summary>
    Size = 8,

    /// <summary>The manifest assigns the last generator and its scenes to the test split, all others to the train split.</summary>
    GeneratorShift = 16,

    /// <summary>
    /// Real images were compressed as JPEG of quality 66 to 77 before they were cropped, synthetic images never; the files are alike.
    /// </summary>
    History = 32,
}
