namespace Telltale.Data.Embedded;

/// <summary>How large an embedded localization corpus is. Two equal options make the same files, byte for byte.</summary>
public sealed record EmbeddedLocalizationOptions
{
    /// <summary>Decides every scene, shot, region and file.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Photographs to train on, in TGIF's layout; there are five images of each, one of them authentic.</summary>
    public int TrainingOriginals { get; init; } = 100;

    /// <summary>
    /// Photographs of each of the three sources to validate on, in SAGI-D's layout; there are four or five images of each. From 3 on,
    /// every source has every edit.
    /// </summary>
    public int ValidationOriginals { get; init; } = 12;

    /// <summary>Photographs of each of the three sources to test on, likewise.</summary>
    public int TestOriginals { get; init; } = 24;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(TrainingOriginals, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidationOriginals, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TestOriginals, 1);
    }
}
