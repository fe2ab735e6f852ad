using System.Numerics;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>An opaque object of a scene, with colour, texture, shading and shadow.</summary>
internal sealed class Leaf
{
    private readonly Outline outline;
    private readonly float centreX, centreY, radius;
    private readonly SurfaceColour colour;
    private readonly Texture texture;
    private readonly int textureX, textureY;
    private readonly float contrast, shade, bulge;

    /// <summary>Draws a leaf of the given radius at a random position on or next to the canvas.</summary>
    public Leaf(FloatImage canvas, float radius, Palette palette, TextureBank textures, SeededRandom random)
    {
        this.radius = radius;
        outline = new Outline(radius, random);
        centreX = (float)random.NextDouble(-radius, canvas.Width + radius);
        centreY = (float)random.NextDouble(-radius, canvas.Height + radius);
        colour = palette.Draw(random);
        texture = textures.Draw(random);
        (textureX, textureY) = (random.Next(Texture.Size), random.Next(Texture.Size));
        contrast = (float)(0.05 + 0.4 * random.NextDouble() * random.NextDouble());
        shade = (float)random.NextDouble(0, 0.45) / radius;
        bulge = random.NextDouble() < 0.4 ? (float)random.NextDouble(0.1, 0.5) : 0;
    }

    /// <summary>Paints the leaf's shadow, then the leaf; its edge is antialiased over one pixel.</summary>
    /// <param name="canvas">Its width is a whole number of vectors.</param>
    /// <param name="light">Direction of the light across the image, a unit vector.</param>
    public void Paint(FloatImage canvas, (float X, float Y) light)
    {
        var drop = 0.12f * radius + 0.5f;
        Visit(canvas, -light.X * drop, -light.Y * drop, softness: 1 + drop, (row, _, _, depths) => Shadow(canvas, row, depths, 1 + drop));
        Visit(canvas, 0, 0, softness: 1, (row, x, y, depths) => Cover(canvas, row, x, y, depths, light));
    }

    private delegate void Row(int start, int x, int y, Span<float> depths);

    private void Visit(FloatImage canvas, float offsetX, float offsetY, float softness, Row visit)
    {
        var (cx, cy, reach) = (centreX + offsetX, centreY + offsetY, outline.Reach + softness);
        var (left, right) = (Math.Max(0, (int)(cx - reach)), Math.Min(canvas.Width - 1, (int)(cx + reach)));
        if (right < left)
        {
            return;
        }
        var length = (right - left) / Vector<float>.Count * Vector<float>.Count + Vector<float>.Count;
        left = Math.Min(left, canvas.Width - length);
        var depths = new float[length];
        for (var y = Math.Max(0, (int)(cy - reach)); y <= Math.Min(canvas.Height - 1, (int)(cy + reach)); y++)
        {
            outline.Depths(left - cx, y - cy, depths);
            visit(y * canvas.Width + left, left, y, depths);
        }
    }

    private static void Shadow(FloatImage canvas, int start, Span<float> depths, float softness)
    {
        for (var i = 0; i < depths.Length; i += Vector<float>.Count)
        {
            var kept = Vector<float>.One - Share(new Vector<float>(depths[i..]) / softness) * 0.35f;
            for (var channel = 0; channel < 3; channel++)
            {
                var pixels = canvas.Plane(channel).Slice(start + i, Vector<float>.Count);
                (new Vector<float>(pixels) * kept).CopyTo(pixels);
            }
        }
    }

    private void Cover(FloatImage canvas, int start, int x, int y, Span<float> depths, (float X, float Y) light)
    {
        Span<float> grain = stackalloc float[depths.Length];
        texture.CopyRow(x + textureX, y + textureY, grain);
        for (var i = 0; i < depths.Length; i += Vector<float>.Count)
        {
            var depth = new Vector<float>(depths[i..]);
            var share = Share(depth);
            var columns = Vector<float>.Indices + new Vector<float>(x + i - centreX);
            var slope = Vector<float>.One + columns * (light.X * shade) + new Vector<float>((y - centreY) * light.Y * shade);
            var rim = Vector<float>.One - Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, depth / outline.ShortAxis));
            var surface = Vector<float>.One + new Vector<float>(grain[i..]) * contrast;
            var brightness = Vector.Max(new Vector<float>(0.08f), surface * (slope - rim * bulge));
            Mix(canvas.Plane(0)[(start + i)..], brightness * colour.Red, share);
            Mix(canvas.Plane(1)[(start + i)..], brightness * colour.Green, share);
            Mix(canvas.Plane(2)[(start + i)..], brightness * colour.Blue, share);
        }
    }

    private static Vector<float> Share(Vector<float> depth) =>
        Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, depth + new Vector<float>(0.5f)));

    private static void Mix(Span<float> pixels, Vector<float> paint, Vector<float> share)
    {
        var below = new Vector<float>(pixels);
        (below + (paint - below) * share).CopyTo(pixels);
    }
}
