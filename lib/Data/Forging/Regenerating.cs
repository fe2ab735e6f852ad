using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// The region is generated anew and shows the same scene: what gives it away is the trace of the decoder and the detail that it
/// lost, not what is to be seen.
/// </summary>
/// <param name="Name">As TGIF calls its folder.</param>
/// <param name="Decoder">Makes the region.</param>
public sealed record Regenerating(string Name, Decoder Decoder) : ForgingMethod(Name)
{
    // What the decoder sees around the region, as editors crop a picture before they send it to a model.
    private const int Context = 8;

    /// <summary>
    /// Makes everything else, where the whole image is made anew; null where the region is put back into the photograph. An
    /// autoencoder keeps more of what it was given than of what it makes up, so that its trace is weaker here.
    /// </summary>
    public Decoder? Elsewhere { get; init; }

    /// <summary>
    /// Share of the finest detail that is lost on the way, 0 to 1; half as much where <see cref="Elsewhere"/> is at work. What diffusion
    /// models make differs from photographs in its high frequencies (Corvi et al., CVPR Workshops 2023), and holds no grain of a sensor.
    /// </summary>
    public double Softness { get; init; } = 0.5;

    /// <inheritdoc/>
    public override EditKind EditKind => Elsewhere is null ? EditKind.Spliced : EditKind.FullyRegenerated;

    /// <inheritdoc/>
    public override FloatImage Edit(FloatImage photograph, EditRegion region, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(region);
        // Both traces of a full regeneration lie on one grid; that of a splice begins wherever the crop does.
        var (left, top, width, height) = Elsewhere is null ? region.Bounds(Context) : (0, 0, photograph.Width, photograph.Height);
        var rest = Elsewhere is null ? photograph : Softened(Elsewhere.Regenerate(photograph, random), Softness / 2);
        var made = Softened(Decoder.Regenerate(photograph.Crop(left, top, width, height), random), Softness);
        return region.Lay(made, rest, left, top);
    }

    private static FloatImage Softened(FloatImage image, double share)
    {
        var blur = PlaneFilter.Gaussian(1);
        return image.Map(plane => FloatImage.Blend(
            plane, 1 - (float)share, PlaneFilter.Convolve(plane, image.Width, image.Height, blur), (float)share));
    }
}
