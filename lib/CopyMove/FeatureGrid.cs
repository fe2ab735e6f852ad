using Telltale.Data;

namespace Telltale.CopyMove;

/// <summary>
/// The <see cref="ZernikeMoments"/> of an image's pixels, at its own size or reduced; without those within the moments' radius of the
/// border.
/// </summary>
internal sealed class FeatureGrid
{
    /// <summary>Computes the features.</summary>
    /// <param name="luminance">height × width values, row by row.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="scale">The image is divided by it first; 1 for its own size. Both sides then exceed twice the radius.</param>
    public FeatureGrid(float[] luminance, int width, int height, double scale = 1)
    {
        var (columns, rows) = ((int)Math.Round(width / scale), (int)Math.Round(height / scale));
        var plane = scale == 1 ? luminance : Resampling.Resize(luminance, width, height, columns, rows);
        Features = ZernikeMoments.Of(plane, columns, rows);
        (Columns, Rows) = (AtFullSize(width, columns), AtFullSize(height, rows));
    }

    /// <summary>Columns of the grid.</summary>
    public int Width => Columns.Length;

    /// <summary>Rows of the grid.</summary>
    public int Height => Rows.Length;

    /// <summary>Height × width pixels with <see cref="ZernikeMoments.Count"/> values each.</summary>
    public float[] Features { get; }

    /// <summary>The nearest column of the grid at the image's own size, for each column.</summary>
    public int[] Columns { get; }

    /// <summary>The nearest row of the grid at the image's own size, for each row.</summary>
    public int[] Rows { get; }

    private static int[] AtFullSize(int full, int reduced)
    {
        const int Border = ZernikeMoments.Radius;
        var scale = full / (double)reduced;
        return [.. Enumerable.Range(Border, reduced - 2 * Border).Select(place => (int)Math.Round((place + 0.5) * scale - 0.5) - Border)];
    }
}
