using Telltale.Runtime;

namespace Telltale.Data.Decoders;

/// <summary>
/// A simulated generator. As in AutoGAN (Zhang, Karaman, Chang, WIFS 2019), no network is trained: a photograph goes through the
/// up-sampling at the end of a generator, which leaves its trace. Content, sharpness and grain stay those of the photograph, as from a
/// perfectly trained generator; only the fine detail is resampled. Its name is the source of its images.
/// </summary>
/// <param name="Name">A short lower-case name without spaces; used as a folder name.</param>
public abstract record Decoder(string Name)
{
    /// <summary>Share of the fine detail that comes from the decoder, 0 (none: the photograph) to 1 (all).</summary>
    public double Strength { get; init; } = 1;

    /// <summary>The four simulated generators.</summary>
    public static IReadOnlyList<Decoder> All { get; } =
        [new NearestDecoder(), new TransposedDecoder(), new BilinearDecoder(), new LatentDecoder()];

    /// <summary>Regenerates an image. The grid of the trace starts at the first pixel.</summary>
    /// <param name="picture">A photograph, gamma-encoded, at least 16 × 16; not changed.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>An image of the same size.</returns>
    internal FloatImage Regenerate(FloatImage picture, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(random);
        var blur = PlaneFilter.Gaussian(1.2);
        var grain = Grain(picture.Width * picture.Height, random);
        return picture.Map(plane =>
        {
            var coarse = PlaneFilter.Convolve(plane, picture.Width, picture.Height, blur);
            var detail = FloatImage.Blend(plane, 1, coarse, -1);
            var made = Detail(detail, picture.Width, picture.Height, grain);
            var mixed = FloatImage.Blend(detail, 1 - (float)Strength, made, (float)Strength);
            DetailEnergy.Of(detail, picture.Width).Impose(mixed, picture.Width, grain);
            return FloatImage.Blend(Coarse(coarse, picture.Width), 1, mixed, 1);
        });
    }

    /// <summary>Resamples fine detail as this decoder does.</summary>
    /// <param name="detail">The photograph's own detail, mean near 0.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="grain">White noise of standard deviation 1, the same for all three channels.</param>
    protected abstract float[] Detail(float[] detail, int width, int height, float[] grain);

    /// <summary>The effect of the decoder on the coarse image; by default none. May change the argument in place.</summary>
    /// <param name="coarse">The blurred photograph.</param>
    /// <param name="width">Columns.</param>
    protected virtual float[] Coarse(float[] coarse, int width) => coarse;

    private static float[] Grain(int count, SeededRandom random)
    {
        var grain = new float[count];
        for (var i = 0; i < count; i++)
        {
            grain[i] = (float)random.NextGaussian();
        }
        return grain;
    }
}
