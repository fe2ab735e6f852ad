using System.Numerics;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>The outline of an object: an ellipse or a convex polygon.</summary>
internal sealed class Outline
{
    private readonly float cosine, sine, longAxis;
    private readonly (float X, float Y, float Distance)[] sides;

    /// <summary>Draws an outline of the given radius.</summary>
    public Outline(float radius, SeededRandom random)
    {
        var angle = random.NextDouble(0, Math.PI);
        (cosine, sine) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
        longAxis = radius;
        ShortAxis = radius * (float)random.NextDouble(0.35, 1);
        sides = random.NextDouble() < 0.4 ? [] : [.. Sides(random.Next(4, 8), random)];
        Reach = sides.Length == 0 ? radius : 1.5f * radius;
    }

    /// <summary>Half the width across the longest direction, in pixels.</summary>
    public float ShortAxis { get; }

    /// <summary>Largest distance of the outline from the centre, in pixels.</summary>
    public float Reach { get; }

    /// <summary>Distances to the outline in pixels, positive inside (for ellipses to first order).</summary>
    /// <param name="x">First column, relative to the centre.</param>
    /// <param name="y">Row, relative to the centre.</param>
    /// <param name="depths">One per column; a whole number of vectors.</param>
    public void Depths(float x, float y, Span<float> depths)
    {
        var stretch = longAxis / ShortAxis;
        for (var i = 0; i < depths.Length; i += Vector<float>.Count)
        {
            var columns = Vector<float>.Indices + new Vector<float>(x + i);
            var along = columns * cosine + new Vector<float>(sine * y);
            var across = (new Vector<float>(cosine * y) - columns * sine) * stretch;
            (sides.Length == 0 ? EllipseDepth(along, across) : PolygonDepth(along, across)).CopyTo(depths[i..]);
        }
    }

    private Vector<float> EllipseDepth(Vector<float> along, Vector<float> across) =>
        (Vector<float>.One - Vector.SquareRoot(along * along + across * across) / longAxis) * ShortAxis;

    private Vector<float> PolygonDepth(Vector<float> along, Vector<float> across)
    {
        var depth = new Vector<float>(float.MaxValue);
        foreach (var (normalX, normalY, distance) in sides)
        {
            depth = Vector.Min(depth, new Vector<float>(distance * longAxis) - along * normalX - across * normalY);
        }
        return depth * (ShortAxis / longAxis);
    }

    // Half planes whose intersection is the polygon; distances in radii.
    private static IEnumerable<(float X, float Y, float Distance)> Sides(int count, SeededRandom random)
    {
        for (var side = 0; side < count; side++)
        {
            var angle = 2 * Math.PI * (side + random.NextDouble(-0.3, 0.3)) / count;
            yield return ((float)Math.Cos(angle), (float)Math.Sin(angle), (float)random.NextDouble(0.6, 0.95));
        }
    }
}
