namespace Telltale.Data.Decoders;

/// <summary>Features on a coarser grid than the picture, as a decoder has them before its last up-sampling.</summary>
/// <param name="Values">Rows one after another.</param>
/// <param name="Columns">Cells per row.</param>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Step">Pixels per cell along each side.</param>
internal sealed record FeatureGrid(float[] Values, int Columns, int Rows, int Step)
{
    /// <summary>One feature per cell: the value of its first pixel, so that contrast and noise keep their strength.</summary>
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

    /// <summary>Every pixel of a cell gets the cell's feature.</summary>
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

    /// <summary>The feature stands at the first pixel of its cell, the others are 0: the first half of a transposed convolution.</summary>
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
