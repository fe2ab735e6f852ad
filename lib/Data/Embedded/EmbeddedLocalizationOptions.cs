namespace Telltale.Data.Embedded;

/// <summary>Size of the embedded localization corpus. Equal options mean equal files, byte for byte.</summary>
public sealed record EmbeddedLocalizationOptions
{
    /// <summary>Seed of scenes, shots, regions and file options.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Originals to train on, in TGIF's layout; five images of each, one of them authentic.</summary>
    public int TrainingOriginals { get; init; } = 100;

    /// <summary>
    /// Originals to validate on per source (there are three), in SAGI-D's layout; four or five images of each. From 3 on, every source
    /// has every editing method.
    /// </summary>
    public int ValidationOriginals { get; init; } = 12;

    /// <summary>Originals to test on per source, likewise.</summary>
    public int TestOriginals { get; init; } = 24;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(TrainingOriginals, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidationOriginals, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TestOriginals, 1);
    }
}
