using System.Globalization;
using Telltale.Data.Decoders;

namespace Telltale.Data.Embedded;

/// <summary>What an embedded corpus consists of. Two options with equal text make the same files, byte for byte.</summary>
public sealed record EmbeddedCorpusOptions
{
    /// <summary>Decides every scene, shot and file.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Real images of each camera, held out or not.</summary>
    public int ImagesPerCamera { get; init; } = 300;

    /// <summary>Synthetic images of each generator.</summary>
    public int ImagesPerGenerator { get; init; } = 150;

    /// <summary>Cameras to train on. The generators, too, have learnt from these and from no other.</summary>
    public IReadOnlyList<Camera> Cameras { get; init; } = [Camera.Compact, Camera.Reflex];

    /// <summary>Cameras that only take photographs, for testing on a camera never seen. They are sources as the others are.</summary>
    public IReadOnlyList<Camera> HeldOutCameras { get; init; } = [Camera.Phone];

    /// <summary>The simulated generators.</summary>
    public IReadOnlyList<Decoder> Generators { get; init; } = Decoder.All;

    /// <summary>Faults planted on purpose; none by default.</summary>
    public Confounds Confounds { get; init; }

    /// <summary>Equal where the text is.</summary>
    public bool Equals(EmbeddedCorpusOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>All options in a fixed order: the key of a cache.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"embedded detection corpus (simulated); seed {Seed}; {ImagesPerCamera} per camera; {ImagesPerGenerator} per generator; ") +
        $"confounds {Confounds}; cameras {string.Join(", ", Cameras)}; held out {string.Join(", ", HeldOutCameras)}; " +
        $"generators {string.Join(", ", Generators)}";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ImagesPerCamera, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ImagesPerGenerator, 1);
        if (Cameras.Count == 0 || Generators.Count == 0)
        {
            throw new ArgumentException("An embedded corpus needs at least one camera to train on and one generator.");
        }
        string[] names = [.. Cameras.Concat(HeldOutCameras).Select(camera => camera.Name), .. Generators.Select(generator => generator.Name)];
        foreach (var name in names)
        {
            if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            {
                throw new ArgumentException($"The name '{name}' becomes a folder: use a–z, 0–9 and hyphens.");
            }
            if (names.Count(other => other == name) > 1)
            {
                throw new ArgumentException($"Two cameras or generators are named '{name}': give each a name of its own.");
            }
        }
    }
}
