namespace Telltale.Data.Decoders;

/// <summary>Features on a coarser grid than the image, as before the last up-sampling of a decoder.</summary>
/// <param name="Values">Rows × Columns, row by row.</param>
/// <param name="Columns">Cells per row.</param>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Step">Pixels per cell along each axis.</param>
internal sealed record FeatureGrid(float[] Values, int Columns, int Rows, int Step)
{
    /// <summary>One feature per cell: the value of its first pixel, which preserves contrast and noise.</summary>
    public static FeatureGrid Sample(float[] plane, int width, int height, int step)
    {
        var (columns, rows) = ((width + step - 1) / step, (height + step - 1) / step);
        var values = new float[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[row * columns + column] = plane[row * step * width + column * step];
            }
        }
        return new FeatureGrid(values, columns, rows, step);
    }

    /// <summary>Nearest-neighbour up-sampling: every pixel of a cell gets its feature.</summary>
    public float[] Nearest(int width, int height)
    {
        var plane = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = Values.AsSpan(y / Step * Columns, Columns);
            var target = plane.AsSpan(y * width, width);
            for (var (column, x) = (0, 0); x < width; column++, x += Step)
            {
                target.Slice(x, Math.Min(Step, width - x)).Fill(row[column]);
            }
        }
        return plane;
    }

    /// <summary>
    /// Zero insertion: the first pixel of a cell gets its feature, the others are 0. The first half of a transposed convolution.
    /// </summary>
    public float[] ZeroInsertion(int width, int height)
    {
        var plane = new float[width * height];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                plane[row * Step * width + column * Step] = Values[row * Columns + column];
            }
        }
        return plane;
    }
}
