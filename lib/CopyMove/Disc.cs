namespace Telltale.CopyMove;

/// <summary>The pixels within a radius of a centre, as runs of a row.</summary>
/// <param name="radius">In pixels, at least 1.</param>
internal sealed class Disc(int radius)
{
    private readonly int[] reach = [.. Enumerable.Range(-radius, 2 * radius + 1).Select(y => (int)Math.Sqrt(radius * radius - y * y))];

    /// <summary>In pixels.</summary>
    public int Radius => radius;

    /// <summary>Number of pixels of the whole disc.</summary>
    public int Pixels => reach.Sum(columns => 2 * columns + 1);

    /// <summary>How many columns the row reaches to either side of the centre.</summary>
    /// <param name="row">Rows below the centre, −radius to radius.</param>
    public int Reach(int row) => reach[row + radius];

    /// <summary>Copies the part of a grid that lies in the disc around a pixel.</summary>
    /// <param name="grid">height × width values, row by row.</param>
    /// <param name="x">Column of the centre.</param>
    /// <param name="y">Row of the centre.</param>
    /// <param name="width">Columns of the grid.</param>
    /// <param name="values">At least <see cref="Pixels"/> long.</param>
    /// <returns>How many values were copied.</returns>
    public int Copy(ReadOnlySpan<int> grid, int x, int y, int width, Span<int> values)
    {
        var count = 0;
        for (var row = Math.Max(-radius, -y); row <= Math.Min(radius, grid.Length / width - 1 - y); row++)
        {
            var (first, last) = (Math.Max(0, x - Reach(row)), Math.Min(width - 1, x + Reach(row)));
            var run = grid.Slice((y + row) * width + first, last - first + 1);
            run.CopyTo(values[count..]);
            count += run.Length;
        }
        return count;
    }

    /// <summary>Raises the values in the disc around a pixel to at least a value.</summary>
    /// <param name="grid">Row by row; changed.</param>
    /// <param name="x">Column of the centre.</param>
    /// <param name="y">Row of the centre.</param>
    /// <param name="width">Columns of the grid.</param>
    /// <param name="value">The least value afterwards.</param>
    public void Raise(Span<float> grid, int x, int y, int width, float value)
    {
        for (var row = Math.Max(-radius, -y); row <= Math.Min(radius, grid.Length / width - 1 - y); row++)
        {
            var (first, last) = (Math.Max(0, x - Reach(row)), Math.Min(width - 1, x + Reach(row)));
            foreach (ref var old in grid.Slice((y + row) * width + first, last - first + 1))
            {
                old = Math.Max(old, value);
            }
        }
    }
}
