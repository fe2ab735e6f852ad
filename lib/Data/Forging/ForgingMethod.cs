using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>A way to edit a region of a photograph. Simulated: no editing model is run, its traces are imitated.</summary>
/// <param name="Name">As TGIF calls its folder, for example <c>sd2-sp</c>.</param>
public abstract record ForgingMethod(string Name)
{
    /// <summary>Content from elsewhere in the same photograph fills the region.</summary>
    public static ForgingMethod PhotoshopSpliced { get; } = new Retouching("ps-sp");

    /// <summary>The region went through a latent decoder; the rest is the photograph.</summary>
    public static ForgingMethod StableDiffusion2Spliced { get; } = new Regenerating("sd2-sp", new LatentDecoder { Imprint = 0.02 });

    /// <summary>Everything went through a latent decoder, the region more so.</summary>
    public static ForgingMethod StableDiffusion2Full { get; } = new Regenerating("sd2-fr", new LatentDecoder { Imprint = 0.02 })
    {
        Elsewhere = new LatentDecoder { Strength = 0.5, Imprint = 0.006 },
    };

    /// <summary>Everything went through a latent decoder that leaves weaker traces, the region more so.</summary>
    public static ForgingMethod StableDiffusionXlFull { get; } = new Regenerating(
        "sdxl-fr", new LatentDecoder { Strength = 0.9, Imprint = 0.015 })
    {
        Elsewhere = new LatentDecoder { Strength = 0.4, Imprint = 0.004 },
    };

    /// <summary>The four methods of TGIF.</summary>
    public static IReadOnlyList<ForgingMethod> All { get; } =
        [PhotoshopSpliced, StableDiffusion2Spliced, StableDiffusion2Full, StableDiffusionXlFull];

    /// <summary>Whether the rest keeps the photograph's own pixels.</summary>
    public abstract EditKind EditKind { get; }

    /// <summary>Edits a region.</summary>
    /// <param name="photograph">At least 32 × 32; left as it is.</param>
    /// <param name="region">Drawn for a picture of this size.</param>
    /// <param name="random">Whatever the method draws itself.</param>
    /// <returns>A picture of the same size.</returns>
    public abstract FloatImage Edit(FloatImage photograph, EditRegion region, SeededRandom random);
}
