using Telltale.Data.Decoders;
using Telltale.Data.Forging;

namespace Telltale.Data.Embedded;

/// <summary>An editing method of SAGI-D, and how it is imitated.</summary>
/// <param name="Method">The editor; its folder name.</param>
/// <param name="Model">The model it uses.</param>
/// <param name="Blending">How the region is blended into the original; None for none.</param>
/// <param name="Forging">The simulated method.</param>
internal sealed record SagidEdit(string Method, string Model, string Blending, ForgingMethod Forging)
{
    /// <summary>The methods, in the order in which they are assigned.</summary>
    public static IReadOnlyList<SagidEdit> All { get; } =
    [
        // LaMa removes objects: it fills the hole from its surroundings, with transposed convolutions (Suvorov et al., WACV 2022).
        new("removeanything", "lama", "None", new Retouching("lama") { Decoder = new TransposedDecoder() }),
        new("inpaintanything", "sd2", "None", ForgingMethod.StableDiffusion2Spliced),
        new("controlnet", "sd1-5", "None", Full(0.018)),
        new("brushnet", "sd1-5", "Blended", Spliced(0.018)),
        new("powerpaint", "realisticvision", "None", Full(0.022)),
        new("hdpainter", "dreamshaper", "Upscaled", Spliced(0.022)),
        new("powerpaint", "realisticvision", "Blended", Spliced(0.022)),
        new("hdpainter", "sd2", "None", ForgingMethod.StableDiffusion2FullyRegenerated),
        new("brushnet", "sdxl", "None", ForgingMethod.StableDiffusionXlFullyRegenerated),
    ];

    /// <summary>Its part of a file name.</summary>
    /// <param name="round">1, or 2 for the second edit of a <c>mixed</c> image.</param>
    public string NamePart(int round) => round == 1 ? $"{Method}_{Model}_1_{Blending}" : $"{Method}_2_{Model}_2_{Blending}";

    private static Regenerating Spliced(double imprint) => new("spliced", new LatentDecoder { Imprint = imprint });

    private static Regenerating Full(double imprint) => new("full", new LatentDecoder { Imprint = imprint })
    {
        Elsewhere = new LatentDecoder { Strength = 0.5, Imprint = imprint / 3 },
    };
}
