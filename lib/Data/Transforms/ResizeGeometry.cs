namespace Telltale.Data.Transforms;

/// <summary>
/// Resamples with a triangle filter that widens on reduction (bilinear, antialiased), columns first, then rows, in fixed-point
/// arithmetic. Bit-identical to Pillow's <c>resize(…, BILINEAR)</c>.
/// </summary>
/// <param name="Width">Columns of the result.</param>
/// <param name="Height">Rows of the result.</param>
public sealed record ResizeGeometry(int Width, int Height) : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var narrowed = image.Width == Width ? image : ColumnResampling.Apply(image, Width);
        var result = image.Height == Height ? narrowed : RowResampling.Apply(narrowed, Height);
        narrowed.ReturnUnlessIn(image, result);
        return result;
    }

    /// <inheritdoc/>
    public override Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if ((Width, Height) == (mask.Width, mask.Height))
        {
            return mask;
        }
        var (columns, rows) = (Nearest(mask.Width, Width), Nearest(mask.Height, Height));
        var pixels = new byte[Width * Height];
        for (var row = 0; row < Height; row++)
        {
            var from = mask.Pixels.AsSpan(mask.Width * rows[row], mask.Width);
            for (var column = 0; column < Width; column++)
            {
                pixels[Width * row + column] = from[columns[column]];
            }
        }
        return new(Width, Height, pixels);
    }

    /// <summary>For each new sample, the old sample that contains its centre.</summary>
    private static int[] Nearest(int inputLength, int outputLength) =>
        [.. Enumerable.Range(0, outputLength).Select(output => (int)((2L * output + 1) * inputLength / (2L * outputLength)))];
}
