using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>The surface textures that all scenes of a corpus share.</summary>
internal sealed class TextureBank
{
    private static readonly (double Slope, double Stretch)[] Kinds =
        [(0.7, 1), (0.9, 1), (1.1, 1), (1.4, 1), (0.8, 4), (1.0, 6), (0.9, 0.2), (1.2, 0.3)];
    private readonly Texture[] textures;

    /// <summary>Makes the textures; the same for the same seed.</summary>
    public TextureBank(long seed) =>
        textures = [.. Kinds.Select((kind, index) => new Texture(kind.Slope, kind.Stretch, SeededRandom.For(seed, -1, index)))];

    /// <summary>A random texture.</summary>
    public Texture Draw(SeededRandom random) => textures[random.Next(textures.Length)];
}
