using System.Numerics;
using System.Runtime.InteropServices;
using Telltale.Runtime;

namespace Telltale.CopyMove;

/// <summary>
/// For each pixel of a grid, the pixel of the full-size grid at some distance with the most similar features: random candidates, and those
/// that suit the neighbours.
/// </summary>
/// <remarks>
/// Barnes and others, "PatchMatch", ACM TOG 28 (2009), with the candidates of Cozzolino, Poggi and Verdoliva (2015): a neighbour's offset
/// as it is (a shifted copy), and continued linearly from two neighbours (a rotated or scaled one).
/// </remarks>
internal sealed class PatchMatch
{
    private static readonly (int X, int Y)[] Neighbours = [(-1, 0), (0, -1), (-1, -1), (1, -1)];

    private readonly Side grid, full;
    private readonly CopyMoveOptions options;
    private readonly SeededRandom random;

    private PatchMatch(Side grid, Side full, CopyMoveOptions options)
    {
        (this.grid, this.full, this.options) = (grid, full, options);
        random = SeededRandom.For(options.Seed);
    }

    /// <summary>Matches every pixel of a grid.</summary>
    /// <param name="grid">The image, reduced or not.</param>
    /// <param name="full">The image at its own size; the same object where it is not reduced.</param>
    /// <param name="options">How long to look, and how near a match may be.</param>
    /// <param name="cancellation">Cancels before the next pass.</param>
    public static Matches Of(FeatureGrid grid, FeatureGrid full, CopyMoveOptions options, CancellationToken cancellation)
    {
        var side = new Side(grid);
        var other = grid == full ? side : new Side(full);
        var match = new PatchMatch(side, other, options);
        for (var pass = 0; pass < options.Passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            match.Pass(forward: pass % 2 == 0);
        }
        return new(grid, full, side.Field, other.Field);
    }

    private void Pass(bool forward)
    {
        var (direction, last) = (forward ? 1 : -1, grid.Distances.Length - 1);
        for (var step = 0; step <= last; step++)
        {
            var pixel = forward ? step : last - step;
            var (x, y) = (pixel % grid.Width, pixel / grid.Width);
            foreach (var neighbour in Neighbours)
            {
                Propagate(x, y, direction * neighbour.X, direction * neighbour.Y);
            }
            Search(x, y);
        }
    }

    private void Propagate(int x, int y, int right, int down)
    {
        if (!grid.Contains(x + right, y + down))
        {
            return;
        }
        var near = (y + down) * grid.Width + x + right;
        var (nearX, nearY) = (grid.Field.X[near], grid.Field.Y[near]);
        Try(x, y, nearX, nearY);
        if (grid.Contains(x + 2 * right, y + 2 * down))
        {
            var far = (y + 2 * down) * grid.Width + x + 2 * right;
            Try(x, y, 2 * nearX - grid.Field.X[far], 2 * nearY - grid.Field.Y[far]);
        }
    }

    // Around the best match so far, in windows that shrink.
    private void Search(int x, int y)
    {
        var pixel = y * grid.Width + x;
        for (var radius = Math.Max(full.Width, full.Height); radius >= 1; radius /= 2)
        {
            Try(x, y, grid.Field.X[pixel] + random.Next(-radius, radius + 1), grid.Field.Y[pixel] + random.Next(-radius, radius + 1));
        }
    }

    private void Try(int x, int y, int right, int down)
    {
        var pixel = y * grid.Width + x;
        var (toX, toY) = (grid.Columns[x] + right, grid.Rows[y] + down);
        if (right * right + down * down < options.NearestMatch * options.NearestMatch || !full.Contains(toX, toY)
            || (right == grid.Field.X[pixel] && down == grid.Field.Y[pixel]))
        {
            return;
        }
        var partner = toY * full.Width + toX;
        var distance = Distance(grid.Features, pixel, full.Features, partner);
        grid.Keep(pixel, distance, right, down);
        full.Keep(partner, distance, -right, -down);
    }

    private static float Distance(float[] ofOne, int one, float[] ofOther, int other)
    {
        const int Vectors = ZernikeMoments.Count / 4;
        var first = MemoryMarshal.Cast<float, Vector4>(ofOne).Slice(one * Vectors, Vectors);
        var second = MemoryMarshal.Cast<float, Vector4>(ofOther).Slice(other * Vectors, Vectors);
        var squares = Vector4.Zero;
        for (var i = 0; i < Vectors; i++)
        {
            var difference = first[i] - second[i];
            squares += difference * difference;
        }
        return Vector4.Dot(squares, Vector4.One);
    }

    // A grid with the best match of each pixel so far.
    private sealed class Side
    {
        public Side(FeatureGrid grid)
        {
            (Features, Columns, Rows, Width, Height) = (grid.Features, grid.Columns, grid.Rows, grid.Width, grid.Height);
            (Field, Distances) = (new(Width, Height), new float[Width * Height]);
            Array.Fill(Distances, float.PositiveInfinity);
        }

        public float[] Features { get; }

        public int[] Columns { get; }

        public int[] Rows { get; }

        public int Width { get; }

        public int Height { get; }

        public OffsetField Field { get; }

        public float[] Distances { get; }

        public bool Contains(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height;

        public void Keep(int pixel, float distance, int right, int down)
        {
            if (distance < Distances[pixel])
            {
                (Distances[pixel], Field.X[pixel], Field.Y[pixel]) = (distance, right, down);
            }
        }
    }
}
