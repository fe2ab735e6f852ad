using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>
/// A simulated generator. As in AutoGAN (Zhang, Karaman, Chang, WIFS 2019) no network is trained: a photograph goes through the
/// up-sampling that ends a generator and comes out with its trace. Content, sharpness and strength of noise stay those of the
/// photograph, as if the generator had learnt its cameras perfectly; what differs is how fine detail is laid on the pixel grid.
/// Its name is the source of its images.
/// </summary>
/// <param name="Name">Short lower-case name without blanks; it becomes a folder.</param>
public abstract record Decoder(string Name)
{
    /// <summary>Share of the fine detail that the decoder makes itself, 0 (none: the photograph) to 1 (all of it).</summary>
    public double Strength { get; init; } = 0.5;

    /// <summary>The four simulated generators.</summary>
    public static IReadOnlyList<Decoder> All { get; } = [new NearestDecoder(), new TransposedDecoder(), new BilinearDecoder(), new LatentDecoder()];

    /// <summary>Generates the picture anew. The trace's grid begins at the first pixel.</summary>
    /// <param name="picture">A finished photograph, at least 16 × 16.</param>
    /// <param name="random">Whatever the generator draws itself.</param>
    /// <returns>A picture of the same size; the argument stays as it was.</returns>
    public FloatImage Regenerate(FloatImage picture, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(random);
        var coarseKernel = PlaneFilter.Gaussian(1.2);
        return picture.Map(plane =>
        {
            var coarse = PlaneFilter.Convolve(plane, picture.Width, picture.Height, coarseKernel);
            var detail = FloatImage.Blend(plane, 1, coarse, -1);
            var made = Detail(detail, picture.Width, picture.Height, random);
            var mixed = FloatImage.Blend(detail, 1 - (float)Strength, made, (float)Strength * Gain(detail, made, picture.Width));
            return FloatImage.Blend(Coarse(coarse, picture.Width), 1, mixed, Gain(detail, mixed, picture.Width));
        });
    }

    /// <summary>Lays fine detail on the pixel grid the way this decoder does.</summary>
    /// <param name="detail">The photograph's own detail, mean near 0.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="random">Whatever the generator draws itself.</param>
    protected abstract float[] Detail(float[] detail, int width, int height, SeededRandom random);

    /// <summary>What the decoder does to the coarse picture; by default nothing. May change the argument in place.</summary>
    /// <param name="coarse">The blurred photograph.</param>
    /// <param name="width">Columns.</param>
    protected virtual float[] Coarse(float[] coarse, int width) => coarse;

    // The factor that gives the second the same energy of neighbouring-pixel differences, hence the same sharpness.
    private static float Gain(float[] wanted, float[] given, int width) =>
        (float)Math.Sqrt(Roughness(wanted, width) / Math.Max(1e-12, Roughness(given, width)));

    private static double Roughness(float[] plane, int width)
    {
        var (rows, columns) = (0.0, 0.0);
        for (var i = width; i < plane.Length; i++)
        {
            var (across, down) = (plane[i] - plane[i - 1], plane[i] - plane[i - width]);
            rows += across * across;
            columns += down * down;
        }
        return rows + columns;
    }
}
