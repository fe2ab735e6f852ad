namespace Telltale.Data.Decoders;

/// <summary>
/// The energy of fine detail in a plane: mean squares of differences of neighbouring pixels (sharpness) and of the response of the
/// 3 × 3 noise mask, which cancels edges (grain; Immerkær, CVIU 1996).
/// </summary>
internal readonly record struct DetailEnergy(double Sharpness, double Grain)
{
    // The energy of white noise of variance 1.
    private const double WhiteSharpness = 4;
    private const double WhiteGrain = 36;

    /// <summary>Measures a plane.</summary>
    public static DetailEnergy Of(float[] plane, int width)
    {
        var (across, down, grain) = (0.0, 0.0, 0.0);
        for (var y = 1; y < plane.Length / width - 1; y++)
        {
            for (var i = y * width + 1; i < (y + 1) * width - 1; i++)
            {
                var (dx, dy) = (plane[i] - plane[i - 1], plane[i] - plane[i - width]);
                var sides = plane[i - 1] + plane[i + 1] + plane[i - width] + plane[i + width];
                var corners = plane[i - width - 1] + plane[i - width + 1] + plane[i + width - 1] + plane[i + width + 1];
                var mask = 4 * plane[i] - 2 * sides + corners;
                across += dx * dx;
                down += dy * dy;
                grain += mask * mask;
            }
        }
        var count = Math.Max(1, (width - 2) * (plane.Length / width - 2));
        return new DetailEnergy((across + down) / count, grain / count);
    }

    /// <summary>Scales a plane to this sharpness, and adds white noise where it has too little grain.</summary>
    public void Impose(float[] plane, int width, float[] noise)
    {
        var given = Of(plane, width);
        // Solves gain² · given + variance · white = wanted for both measures.
        var variance = (Grain * given.Sharpness - Sharpness * given.Grain) / (WhiteGrain * given.Sharpness - WhiteSharpness * given.Grain);
        // Half of it: edges raise the means, and smooth regions must not become grainier than they were.
        variance = double.IsFinite(variance) ? Math.Clamp(variance, 0, Sharpness / WhiteSharpness) / 2 : 0;
        var gain = (float)Math.Sqrt((Sharpness - WhiteSharpness * variance) / Math.Max(1e-12, given.Sharpness));
        FloatImage.Blend(plane, gain, noise, (float)Math.Sqrt(variance)).CopyTo(plane, 0);
    }
}
