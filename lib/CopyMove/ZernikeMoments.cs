using System.Numerics;

namespace Telltale.CopyMove;

/// <summary>
/// The magnitudes of the Zernike moments of the disc around each pixel: features that do not change when the image is rotated.
/// </summary>
/// <remarks>
/// Order up to 5, as in Cozzolino, Poggi and Verdoliva, "Efficient dense-field copy-move forgery detection", IEEE TIFS 10 (2015);
/// the polynomials as in Teague, "Image analysis via the general theory of moments", JOSA 70 (1980).
/// </remarks>
internal static class ZernikeMoments
{
    /// <summary>Radius of the disc in pixels; no pixel nearer than this to the border has features.</summary>
    public const int Radius = 8;

    /// <summary>Number of moments.</summary>
    public const int Count = 12;

    private const int Order = 5;
    private const int Side = 2 * Radius + 1;

    private static readonly Disc Disc = new(Radius);

    // Per moment: the weights of its real and its imaginary part, Side × Side, row by row; the imaginary part of order m = 0 is null.
    private static readonly (float[] Real, float[]? Imaginary)[] Kernels = [.. Indices().Select(index => Kernel(index.N, index.M))];

    /// <summary>The moments of a plane.</summary>
    /// <param name="plane">height × width values, row by row.</param>
    /// <param name="width">Columns, more than twice the radius.</param>
    /// <param name="height">Rows, more than twice the radius.</param>
    /// <returns>(height − 2 · radius) × (width − 2 · radius) pixels, each with its moments one after the other.</returns>
    public static float[] Of(float[] plane, int width, int height)
    {
        var (columns, rows) = (width - 2 * Radius, height - 2 * Radius);
        var moments = new float[columns * rows * Count];
        var (real, imaginary) = (new float[columns], new float[columns]);
        for (var y = 0; y < rows; y++)
        {
            for (var index = 0; index < Count; index++)
            {
                Correlate(plane, width, y, Kernels[index].Real, real);
                Array.Clear(imaginary);
                if (Kernels[index].Imaginary is { } weights)
                {
                    Correlate(plane, width, y, weights, imaginary);
                }
                for (var x = 0; x < columns; x++)
                {
                    moments[(y * columns + x) * Count + index] = MathF.Sqrt(real[x] * real[x] + imaginary[x] * imaginary[x]);
                }
            }
        }
        return moments;
    }

    /// <summary>Order and repetition of each moment: n up to 5, 0 ≤ m ≤ n, n − m even.</summary>
    internal static IEnumerable<(int N, int M)> Indices() =>
        from n in Enumerable.Range(0, Order + 1)
        from m in Enumerable.Range(0, n + 1)
        where (n - m) % 2 == 0
        select (n, m);

    // Scaled so that the functions are orthonormal on the unit disc.
    private static (float[] Real, float[]? Imaginary) Kernel(int n, int m)
    {
        var (real, imaginary) = (new float[Side * Side], m == 0 ? null : new float[Side * Side]);
        for (var place = 0; place < real.Length; place++)
        {
            var (x, y) = ((place % Side - Radius) / (double)Radius, (place / Side - Radius) / (double)Radius);
            var distance = Math.Sqrt(x * x + y * y);
            if (distance > 1)
            {
                continue;
            }
            var value = Math.Sqrt((n + 1) / Math.PI) * Radial(n, m, distance) / (Radius * Radius);
            var (sine, cosine) = Math.SinCos(m * Math.Atan2(y, x));
            real[place] = (float)(value * cosine);
            if (imaginary is not null)
            {
                imaginary[place] = (float)(-value * sine);
            }
        }
        return (real, imaginary);
    }

    private static double Radial(int n, int m, double distance) => Enumerable.Range(0, (n - m) / 2 + 1).Sum(k =>
        (k % 2 == 0 ? 1 : -1) * Factorial(n - k)
        / (Factorial(k) * Factorial((n + m) / 2 - k) * Factorial((n - m) / 2 - k)) * Math.Pow(distance, n - 2 * k));

    private static double Factorial(int number) => Enumerable.Range(1, number).Aggregate(1.0, (product, factor) => product * factor);

    private static void Correlate(float[] plane, int width, int top, float[] kernel, Span<float> result)
    {
        var x = 0;
        for (; x <= result.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var row = 0; row < Side; row++)
            {
                var start = (top + row) * width + x;
                for (var column = Radius - Disc.Reach(row - Radius); column <= Radius + Disc.Reach(row - Radius); column++)
                {
                    sum += new Vector<float>(plane, start + column) * kernel[row * Side + column];
                }
            }
            sum.CopyTo(result[x..]);
        }
        for (; x < result.Length; x++)
        {
            var sum = 0f;
            for (var place = 0; place < kernel.Length; place++)
            {
                sum += plane[(top + place / Side) * width + x + place % Side] * kernel[place];
            }
            result[x] = sum;
        }
    }
}
