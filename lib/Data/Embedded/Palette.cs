using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>A surface colour in linear light, each channel between 0 and about 1.</summary>
internal readonly record struct SurfaceColour(float Red, float Green, float Blue);

/// <summary>
/// The surface colours of a scene. Natural colours vary most in log luminance, less between blue and yellow, and least between red and
/// green (Ruderman, Cronin, Chiao, JOSA A 1998).
/// </summary>
internal sealed class Palette
{
    private readonly (double Light, double Yellow, double Red)[] materials;

    /// <summary>Draws three to six materials.</summary>
    public Palette(SeededRandom random)
    {
        var (tint, spread) = (0.1 + 0.12 * random.NextGaussian(), random.NextDouble(0.08, 0.3));
        materials = [.. Enumerable.Range(0, random.Next(3, 7)).Select(_ =>
            (-1.4 + 0.7 * random.NextGaussian(), tint + spread * random.NextGaussian(), 0.03 + 0.4 * spread * random.NextGaussian()))];
    }

    /// <summary>A random material, slightly varied.</summary>
    public SurfaceColour Draw(SeededRandom random)
    {
        var (light, yellow, red) = materials[random.Next(materials.Length)];
        light = Math.Min(light + 0.25 * random.NextGaussian(), -0.1);
        yellow += 0.04 * random.NextGaussian();
        red += 0.03 * random.NextGaussian();
        return new SurfaceColour(
            (float)Math.Exp(light + 0.5 * yellow + red),
            (float)Math.Exp(light + 0.35 * yellow - 0.5 * red),
            (float)Math.Exp(light - yellow));
    }
}
