using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Regenerates the region by a decoder with the same content: only the trace of the decoder and lost detail reveal the edit.
/// </summary>
/// <param name="Name">Name of its folder in TGIF.</param>
/// <param name="Decoder">Regenerates the region.</param>
internal sealed record Regenerating(string Name, Decoder Decoder) : ForgingMethod(Name)
{
    // Margin around the region, as editors crop an image before they send it to a model.
    private const int Context = 8;

    /// <summary>
    /// Regenerates the rest of the image; null for a spliced image. An autoencoder reproduces its input more closely than generated
    /// content, so its trace should be weaker here.
    /// </summary>
    public Decoder? Elsewhere { get; init; }

    /// <summary>
    /// Share of the finest detail that is lost, 0 to 1; half as much outside the region. Images from diffusion models differ from
    /// photographs in their high frequencies (Corvi et al., CVPR Workshops 2023) and have no sensor noise.
    /// </summary>
    public double Softness { get; init; } = 0.5;

    /// <inheritdoc/>
    public override EditKind EditKind => Elsewhere is null ? EditKind.Spliced : EditKind.FullyRegenerated;

    /// <inheritdoc/>
    internal override FloatImage Edit(FloatImage photograph, EditRegion region, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(region);
        // Fully regenerated: both traces share one grid. Spliced: the grid starts at the crop.
        var (left, top, width, height) = Elsewhere is null ? region.Bounds(Context) : (0, 0, photograph.Width, photograph.Height);
        var rest = Unedited(photograph, random);
        var made = Softened(Decoder.Regenerate(photograph.Crop(left, top, width, height), random), Softness);
        return region.Lay(made, rest, left, top);
    }

    /// <inheritdoc/>
    internal override FloatImage Unedited(FloatImage photograph, SeededRandom random) =>
        Elsewhere is null ? photograph : Softened(Elsewhere.Regenerate(photograph, random), Softness / 2);

    private static FloatImage Softened(FloatImage image, double share)
    {
        var blur = PlaneFilter.Gaussian(1);
        return image.Map(plane => FloatImage.Blend(
            plane, 1 - (float)share, PlaneFilter.Convolve(plane, image.Width, image.Height, blur), (float)share));
    }
}
