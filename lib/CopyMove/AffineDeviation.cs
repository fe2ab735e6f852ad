namespace Telltale.CopyMove;

/// <summary>
/// How far the matches around each pixel are from an affine map (shift, rotation, scale): small in a copy, large where matches are
/// accidental. The "dense linear fitting" of Cozzolino, Poggi and Verdoliva (2015).
/// </summary>
internal static class AffineDeviation
{
    /// <summary>
    /// The least sum of squared deviations of the offsets within a disc from a function a + b·x + c·y, in pixels squared, both coordinates
    /// together; infinite where the disc reaches beyond the grid.
    /// </summary>
    /// <param name="field">The matches.</param>
    /// <param name="disc">On it the three functions are orthogonal, so that each one's share of the squares is one quotient.</param>
    public static double[] Of(OffsetField field, Disc disc)
    {
        var deviation = new double[field.Width * field.Height];
        foreach (var offsets in new[] { field.X, field.Y })
        {
            Add(offsets, field.Width, field.Height, disc, deviation);
        }
        return deviation;
    }

    private static void Add(int[] offsets, int width, int height, Disc disc, double[] deviation)
    {
        var sums = new RowSums(offsets, width);
        var rows = Enumerable.Range(-disc.Radius, 2 * disc.Radius + 1);
        var spread = rows.Sum(row => (2L * disc.Reach(row) + 1) * row * row);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var isInside = Math.Min(x, y) >= disc.Radius && Math.Min(width - x, height - y) > disc.Radius;
                deviation[y * width + x] += isInside ? Deviation(sums, x, y, disc, spread) : double.PositiveInfinity;
            }
        }
    }

    // Sums of integers, and so exact.
    private static double Deviation(RowSums sums, int x, int y, Disc disc, long spread)
    {
        var (values, squares, alongX, alongY) = (0L, 0L, 0L, 0L);
        for (var row = -disc.Radius; row <= disc.Radius; row++)
        {
            var (sum, weighted, ofSquares) = sums.Between(y + row, x - disc.Reach(row), x + disc.Reach(row) + 1);
            values += sum;
            squares += ofSquares;
            alongX += weighted - x * sum;
            alongY += row * sum;
        }
        return squares - values * (double)values / disc.Pixels - (alongX * (double)alongX + alongY * (double)alongY) / spread;
    }

    // Sums from the start of each row: of the values, of the values times their column, and of their squares.
    private sealed class RowSums
    {
        private readonly int stride;
        private readonly long[] values, weighted, squares;

        public RowSums(int[] offsets, int width)
        {
            stride = width + 1;
            var length = offsets.Length / width * stride;
            (values, weighted, squares) = (new long[length], new long[length], new long[length]);
            for (var pixel = 0; pixel < offsets.Length; pixel++)
            {
                var (column, value) = (pixel % width, (long)offsets[pixel]);
                var place = pixel / width * stride + column;
                values[place + 1] = values[place] + value;
                weighted[place + 1] = weighted[place] + column * value;
                squares[place + 1] = squares[place] + value * value;
            }
        }

        public (long Values, long Weighted, long Squares) Between(int row, int first, int end)
        {
            var (from, to) = (row * stride + first, row * stride + end);
            return (values[to] - values[from], weighted[to] - weighted[from], squares[to] - squares[from]);
        }
    }
}
