namespace Telltale.CopyMove;

/// <summary>For each pixel of a grid, how far away the pixel lies that looks most like it; see <see cref="Matches"/>.</summary>
/// <param name="width">Columns, at least 1.</param>
/// <param name="height">Rows, at least 1.</param>
internal sealed class OffsetField(int width, int height)
{
    /// <summary>Columns.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>Columns to the right of each pixel, row by row.</summary>
    public int[] X { get; } = new int[width * height];

    /// <summary>Rows below each pixel, row by row.</summary>
    public int[] Y { get; } = new int[width * height];

    /// <summary>The field with the median of each coordinate over the disc around each pixel, which removes single wrong matches.</summary>
    /// <param name="disc">The disc; it is cut at the border of the grid.</param>
    public OffsetField Median(Disc disc)
    {
        var filtered = new OffsetField(width, height);
        var values = new int[disc.Pixels];
        Median(X, filtered.X, disc, values);
        Median(Y, filtered.Y, disc, values);
        return filtered;
    }

    private void Median(int[] from, int[] to, Disc disc, int[] values)
    {
        for (var pixel = 0; pixel < from.Length; pixel++)
        {
            var count = disc.Copy(from, pixel % width, pixel / width, width, values);
            to[pixel] = Select(values.AsSpan(0, count), count / 2);
        }
    }

    // Hoare's selection: the value that would stand at a rank after sorting, several times faster than to sort. Reorders the values.
    private static int Select(Span<int> values, int rank)
    {
        var (first, last) = (0, values.Length - 1);
        while (first < last)
        {
            var (pivot, left, right) = (values[rank], first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }
                while (values[right] > pivot)
                {
                    right--;
                }
                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }
            (first, last) = (right < rank ? left : first, left > rank ? right : last);
        }
        return values[rank];
    }
}
