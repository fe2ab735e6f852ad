using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>
/// A procedural scene in linear light: the dead-leaves model, opaque objects with power-law sizes that occlude each other, whose edges and
/// 1/f spectrum are those of natural images (Lee, Mumford, Huang, IJCV 2001), with shading, cast shadows, 1/f surface texture, a
/// defocused background and often a horizon.
/// </summary>
internal static class Scene
{
    // Rows are a whole number of vectors on every machine (the longest has 16 floats).
    private const int RowUnit = 16;

    // Shared by all objects of a scene; the light is a unit vector across the image.
    private readonly record struct Setting(Palette Palette, TextureBank Textures, (float X, float Y) Light);

    /// <summary>Renders a scene.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="textures">Surface textures, shared by all scenes of a corpus.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>Linear RGB; 0 = black, about 1 = the brightest surface.</returns>
    public static FloatImage Render(int width, int height, TextureBank textures, SeededRandom random)
    {
        var canvas = new FloatImage((width + RowUnit - 1) / RowUnit * RowUnit, height);
        var palette = new Palette(random);
        var angle = random.NextDouble(0, 2 * Math.PI);
        var setting = new Setting(palette, textures, ((float)Math.Cos(angle), (float)Math.Sin(angle)));
        var largest = 0.5 * Math.Max(width, height);
        PaintBackground(canvas, setting, random);
        Scatter(canvas, random.NextDouble(0.8, 2), smallest: 3, largest, setting, random);
        canvas = Defocus(canvas, random);
        Scatter(canvas, random.NextDouble(0.4, 1.8), smallest: 2, 0.8 * largest, setting, random);
        Illuminate(canvas, random);
        return canvas.Crop(0, 0, width, height);
    }

    // Two surfaces that meet at a sharp horizon or blend from top to bottom.
    private static void PaintBackground(FloatImage canvas, Setting setting, SeededRandom random)
    {
        var (upper, lower) = (setting.Palette.Draw(random), setting.Palette.Draw(random));
        var (horizon, softness) = (random.NextDouble(0.2, 0.8), random.NextDouble() < 0.5 ? 0.01 : 1);
        var (texture, contrast) = (setting.Textures.Draw(random), (float)random.NextDouble(0.05, 0.3));
        var grain = new float[canvas.Width];
        for (var y = 0; y < canvas.Height; y++)
        {
            var t = (float)Math.Clamp(0.5 + ((y + 0.5) / canvas.Height - horizon) / softness, 0, 1);
            texture.CopyRow(0, y, grain);
            for (var x = 0; x < canvas.Width; x++)
            {
                var light = Math.Max(0.1f, 1 + (0.3f + 0.7f * t) * contrast * grain[x]);
                canvas.Plane(0)[y * canvas.Width + x] = light * (upper.Red + t * (lower.Red - upper.Red));
                canvas.Plane(1)[y * canvas.Width + x] = light * (upper.Green + t * (lower.Green - upper.Green));
                canvas.Plane(2)[y * canvas.Width + x] = light * (upper.Blue + t * (lower.Blue - upper.Blue));
            }
        }
    }

    // Paints leaves until the sum of their areas is a multiple of the canvas. The density of radii is a power law: r⁻³ is
    // scale-invariant; smaller exponents give fewer small objects.
    private static void Scatter(FloatImage canvas, double layers, double smallest, double largest, Setting setting, SeededRandom random)
    {
        var exponent = random.NextDouble(1.6, 2.9);
        var (a, b) = (Math.Pow(smallest, 1 - exponent), Math.Pow(largest, 1 - exponent));
        for (var budget = layers * canvas.Width * canvas.Height; budget > 0;)
        {
            var radius = Math.Pow(a - random.NextDouble() * (a - b), 1 / (1 - exponent));
            new Leaf(canvas, (float)radius, setting.Palette, setting.Textures, random).Paint(canvas, setting.Light);
            budget -= 2 * radius * radius;
        }
    }

    private static FloatImage Defocus(FloatImage canvas, SeededRandom random)
    {
        var blur = PlaneFilter.Gaussian(random.NextDouble(0.3, 2.2));
        return random.NextDouble() < 0.6 ? canvas.Map(plane => PlaneFilter.Convolve(plane, canvas.Width, canvas.Height, blur)) : canvas;
    }

    // The light falls off across the scene, by up to a half, and is tinted.
    private static void Illuminate(FloatImage canvas, SeededRandom random)
    {
        var (slopeX, slopeY) = (random.NextDouble(-0.5, 0.5) / canvas.Width, random.NextDouble(-0.5, 0.5) / canvas.Height);
        var warmth = 0.06 * random.NextGaussian();
        for (var channel = 0; channel < 3; channel++)
        {
            var tint = Math.Exp((1 - channel) * warmth);
            var plane = canvas.Plane(channel);
            for (var y = 0; y < canvas.Height; y++)
            {
                for (var x = 0; x < canvas.Width; x++)
                {
                    plane[y * canvas.Width + x] *= (float)(tint * (1 + slopeX * (x - canvas.Width / 2) + slopeY * (y - canvas.Height / 2)));
                }
            }
        }
    }
}
