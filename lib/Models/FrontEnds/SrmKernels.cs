namespace Telltale.Models;

/// <summary>Which high-pass filters of the spatial rich model a <see cref="SrmFrontEnd"/> applies.</summary>
public enum SrmFilters
{
    /// <summary>The three of Zhou et al. (CVPR 2018): second order, 3 × 3 square, 5 × 5 square.</summary>
    Three,

    /// <summary>The 30 linear filters of Fridrich and Kodovský (IEEE TIFS 2012) in all directions.</summary>
    All,
}

/// <summary>
/// The linear filters of the spatial rich model (Fridrich and Kodovský: Rich Models for Steganalysis of Digital Images, IEEE TIFS 2012,
/// figure 2): predictions of a pixel from its neighbours, minus the pixel. Each is divided by the size of its centre coefficient.
/// </summary>
internal static class SrmKernels
{
    /// <summary>Side of every kernel.</summary>
    public const int Size = 5;

    private static readonly (int Down, int Right)[] Compass = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)];

    private static readonly double[,] Square3 = { { -1, 2, -1 }, { 2, -4, 2 }, { -1, 2, -1 } };

    private static readonly double[,] Square5 =
    {
        { -1, 2, -2, 2, -1 }, { 2, -6, 8, -6, 2 }, { -2, 8, -12, 8, -2 }, { 2, -6, 8, -6, 2 }, { -1, 2, -2, 2, -1 },
    };

    /// <summary>The kernels, each 5 × 5 in row-major order; they sum to 0 and have −1 in the centre.</summary>
    public static IReadOnlyList<float[]> Of(SrmFilters filters) => filters == SrmFilters.Three
        ? [Square(Square3), Square(Square5), Line((0, 1), (-1, 1), (0, -2), (1, 1))]
        :
        [
            .. Compass.Select(way => Line(way, (0, -1), (1, 1))),                                   // first order
            .. Compass.Skip(4).Select(way => Line(way, (-1, 1), (0, -2), (1, 1))),                  // second order
            .. Compass.Select(way => Line(way, (-1, 1), (0, -3), (1, 3), (2, -1))),                 // third order
            Square(Square3), .. Edges(Square3),
            Square(Square5), .. Edges(Square5),
        ];

    /// <summary>Coefficients along a direction, at steps from the centre.</summary>
    private static float[] Line((int Down, int Right) way, params (int Step, double Value)[] coefficients)
    {
        var kernel = new double[Size * Size];
        foreach (var (step, value) in coefficients)
        {
            kernel[(2 + step * way.Down) * Size + 2 + step * way.Right] = value;
        }
        return Normalized(kernel);
    }

    private static float[] Square(double[,] square) => Cut(square, (_, _) => true);

    /// <summary>The four halves of a square, each with the middle row or column.</summary>
    private static IEnumerable<float[]> Edges(double[,] square) =>
    [
        Cut(square, (down, _) => down <= 0), Cut(square, (_, right) => right >= 0),
        Cut(square, (down, _) => down >= 0), Cut(square, (_, right) => right <= 0),
    ];

    private static float[] Cut(double[,] square, Func<int, int, bool> isKept)
    {
        var kernel = new double[Size * Size];
        var reach = square.GetLength(0) / 2;
        for (var down = -reach; down <= reach; down++)
        {
            for (var right = -reach; right <= reach; right++)
            {
                kernel[(2 + down) * Size + 2 + right] = isKept(down, right) ? square[reach + down, reach + right] : 0;
            }
        }
        return Normalized(kernel);
    }

    private static float[] Normalized(double[] kernel) => Array.ConvertAll(kernel, value => (float)(value / -kernel[kernel.Length / 2]));
}
