using System.Numerics;
using System.Runtime.InteropServices;
using Telltale.Runtime;

namespace Telltale.CopyMove;

/// <summary>
/// For each pixel, the pixel at some distance with the most similar features: random candidates, and those that suit the neighbours.
/// </summary>
/// <remarks>
/// Barnes and others, "PatchMatch", ACM TOG 28 (2009), with the candidates of Cozzolino, Poggi and Verdoliva (2015): a neighbour's offset
/// as it is (a shifted copy), and continued linearly from two neighbours (a rotated or scaled one).
/// </remarks>
internal sealed class PatchMatch
{
    private static readonly (int X, int Y)[] Neighbours = [(-1, 0), (0, -1), (-1, -1), (1, -1)];

    private readonly float[] features;
    private readonly CopyMoveOptions options;
    private readonly OffsetField field;
    private readonly float[] distances;
    private readonly SeededRandom random;

    private PatchMatch(float[] features, int width, int height, CopyMoveOptions options)
    {
        (this.features, this.options, field) = (features, options, new(width, height));
        distances = new float[width * height];
        random = SeededRandom.For(options.Seed);
        Array.Fill(distances, float.PositiveInfinity);
    }

    /// <summary>Matches every pixel.</summary>
    /// <param name="features">height × width pixels with <see cref="ZernikeMoments.Count"/> values each.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">How long to look, and how near a match may be.</param>
    /// <param name="cancellation">Cancels before the next pass.</param>
    public static OffsetField Of(float[] features, int width, int height, CopyMoveOptions options, CancellationToken cancellation)
    {
        var match = new PatchMatch(features, width, height, options);
        for (var pass = 0; pass < options.Passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            match.Pass(forward: pass % 2 == 0);
        }
        return match.field;
    }

    private void Pass(bool forward)
    {
        var direction = forward ? 1 : -1;
        for (var step = 0; step < distances.Length; step++)
        {
            var pixel = forward ? step : distances.Length - 1 - step;
            var (x, y) = (pixel % field.Width, pixel / field.Width);
            foreach (var neighbour in Neighbours)
            {
                Propagate(x, y, direction * neighbour.X, direction * neighbour.Y);
            }
            Search(x, y);
        }
    }

    private void Propagate(int x, int y, int right, int down)
    {
        if (!Contains(x + right, y + down))
        {
            return;
        }
        var near = (y + down) * field.Width + x + right;
        Try(x, y, field.X[near], field.Y[near]);
        if (Contains(x + 2 * right, y + 2 * down))
        {
            var far = (y + 2 * down) * field.Width + x + 2 * right;
            Try(x, y, 2 * field.X[near] - field.X[far], 2 * field.Y[near] - field.Y[far]);
        }
    }

    // Around the best match so far, in windows that shrink.
    private void Search(int x, int y)
    {
        var pixel = y * field.Width + x;
        for (var radius = Math.Max(field.Width, field.Height); radius >= 1; radius /= 2)
        {
            Try(x, y, field.X[pixel] + random.Next(-radius, radius + 1), field.Y[pixel] + random.Next(-radius, radius + 1));
        }
    }

    private void Try(int x, int y, int right, int down)
    {
        var pixel = y * field.Width + x;
        if (right * right + down * down < options.NearestMatch * options.NearestMatch || !Contains(x + right, y + down)
            || (right == field.X[pixel] && down == field.Y[pixel]))
        {
            return;
        }
        var partner = (y + down) * field.Width + x + right;
        var distance = Distance(pixel, partner);
        Keep(pixel, distance, right, down);
        Keep(partner, distance, -right, -down);
    }

    private void Keep(int pixel, float distance, int right, int down)
    {
        if (distance < distances[pixel])
        {
            (distances[pixel], field.X[pixel], field.Y[pixel]) = (distance, right, down);
        }
    }

    private float Distance(int one, int other)
    {
        const int Vectors = ZernikeMoments.Count / 4;
        var vectors = MemoryMarshal.Cast<float, Vector4>(features);
        var first = vectors.Slice(one * Vectors, Vectors);
        var second = vectors.Slice(other * Vectors, Vectors);
        var squares = Vector4.Zero;
        for (var i = 0; i < Vectors; i++)
        {
            var difference = first[i] - second[i];
            squares += difference * difference;
        }
        return Vector4.Dot(squares, Vector4.One);
    }

    private bool Contains(int x, int y) => (uint)x < (uint)field.Width && (uint)y < (uint)field.Height;
}
