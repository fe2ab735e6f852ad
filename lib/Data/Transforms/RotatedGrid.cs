using System.Runtime.Intrinsics;

namespace Telltale.Data.Transforms;

/// <summary>Source positions of the pixels of an image rotated about its centre; the first pixel's centre is (0.5, 0.5).</summary>
internal readonly ref struct RotatedGrid
{
    private readonly Vector128<double> size;
    private readonly Vector128<double> centre;
    private readonly Vector128<double> acrossRow;
    private readonly ReadOnlySpan<Vector128<double>> acrossColumns;

    /// <summary>The grid of an image of this size.</summary>
    /// <param name="degrees">Counter-clockwise.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public RotatedGrid(double degrees, int width, int height)
    {
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(degrees));
        size = Vector128.Create((double)width, height);
        centre = size / 2;
        acrossRow = Vector128.Create(-sine, cosine);
        var columns = new Vector128<double>[width];
        for (var column = 0; column < width; column++)
        {
            columns[column] = Vector128.Create(cosine, sine) * (column + 0.5 - centre[0]);
        }
        acrossColumns = columns;
    }

    /// <summary>The contribution of a row to the source positions of its pixels.</summary>
    public Vector128<double> Row(int row) => acrossRow * (row + 0.5 - centre[1]);

    /// <summary>The source position (x, y) of a pixel.</summary>
    /// <param name="row">From <see cref="Row"/>.</param>
    /// <param name="column">Column of the rotated image.</param>
    public Vector128<double> Place(Vector128<double> row, int column) => acrossColumns[column] + row + centre;

    /// <summary>True where a position is inside the image.</summary>
    public bool Contains(Vector128<double> place) =>
        Vector128.GreaterThanOrEqualAll(place, Vector128<double>.Zero) && Vector128.LessThanAll(place, size);
}
