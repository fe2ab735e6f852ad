using System.Globalization;
using Telltale.Data.Decoders;

namespace Telltale.Data.Embedded;

/// <summary>Contents of the embedded detection corpus. Equal text means equal files, byte for byte.</summary>
public sealed record EmbeddedCorpusOptions
{
    /// <summary>Seed of scenes, shots and file options.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Real images per camera, including held-out cameras.</summary>
    public int ImagesPerCamera { get; init; } = 300;

    /// <summary>Synthetic images per generator.</summary>
    public int ImagesPerGenerator { get; init; } = 150;

    /// <summary>Cameras to train on. The generators regenerate photographs of these cameras only.</summary>
    public IReadOnlyList<Camera> Cameras { get; init; } = [Camera.Compact, Camera.Reflex];

    /// <summary>Cameras without synthetic images, for testing on an unseen camera.</summary>
    public IReadOnlyList<Camera> HeldOutCameras { get; init; } = [Camera.Phone];

    /// <summary>The simulated generators.</summary>
    public IReadOnlyList<Decoder> Generators { get; init; } = Decoder.All;

    /// <summary>The smallest and the largest width and height in pixels; at least 32, and 4 apart.</summary>
    public (int Smallest, int Largest) Sides { get; init; } = FilePlan.DefaultSides;

    /// <summary>Confounds to plant; none by default.</summary>
    public Confounds Confounds { get; init; }

    /// <summary>True where the text is equal.</summary>
    public bool Equals(EmbeddedCorpusOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>All options in a fixed order; used as cache key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"embedded detection corpus (simulated); seed {Seed}; {ImagesPerCamera} per camera; {ImagesPerGenerator} per generator; ") +
        $"sides {Sides.Smallest} to {Sides.Largest}; confounds {Confounds}; " +
        $"cameras {string.Join(", ", Cameras)}; held out {string.Join(", ", HeldOutCameras)}; " +
        $"generators {string.Join(", ", Generators)}";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ImagesPerCamera, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ImagesPerGenerator, 1);
        if (Sides.Smallest < 32 || Sides.Largest < Sides.Smallest + 4)
        {
            throw new ArgumentException(
                $"The sides of an embedded corpus are {Sides.Smallest} to {Sides.Largest}; the smallest must be at least 32, and "
                + "the largest at least 4 more.");
        }
        if (Cameras.Count == 0 || Generators.Count == 0)
        {
            throw new ArgumentException("An embedded corpus needs at least one camera to train on and one generator.");
        }
        string[] names =
            [.. Cameras.Concat(HeldOutCameras).Select(camera => camera.Name), .. Generators.Select(generator => generator.Name)];
        foreach (var name in names)
        {
            if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            {
                throw new ArgumentException($"The name '{name}' is used as a folder name: use a–z, 0–9 and hyphens only.");
            }
            if (names.Count(other => other == name) > 1)
            {
                throw new ArgumentException($"Two cameras or generators are named '{name}'; names must be unique.");
            }
        }
    }
}
