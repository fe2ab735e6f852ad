using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>
/// A random texture on a periodic square: mean 0, standard deviation 1, amplitude spectrum 1/f^slope as that of natural surfaces
/// (Field, JOSA A 1987).
/// </summary>
internal sealed class Texture
{
    /// <summary>Columns and rows; a power of two.</summary>
    public const int Size = 256;

    private readonly float[] values;

    /// <summary>Makes a texture.</summary>
    /// <param name="slope">Exponent of the amplitude spectrum; larger is smoother.</param>
    /// <param name="stretch">1 = isotropic; other values stretch it along one axis, like grain, grass or cloth.</param>
    /// <param name="random">The only source of randomness.</param>
    public Texture(double slope, double stretch, SeededRandom random)
    {
        var spectrum = new Complex[Size * Size];
        for (var i = 1; i < spectrum.Length; i++)
        {
            var fx = Signed(i % Size) * Math.Sqrt(stretch);
            var fy = Signed(i / Size) / Math.Sqrt(stretch);
            spectrum[i] = new Complex(random.NextGaussian(), random.NextGaussian()) * Math.Pow(fx * fx + fy * fy, -slope / 2);
        }
        InverseTransform(spectrum);
        var deviation = Math.Sqrt(spectrum.Sum(value => value.Real * value.Real) / spectrum.Length);
        values = [.. spectrum.Select(value => (float)(value.Real / deviation))];
    }

    /// <summary>Copies a piece of a row; positions wrap around.</summary>
    /// <param name="x">First column, not negative.</param>
    /// <param name="y">Row, not negative.</param>
    /// <param name="row">Filled from end to end.</param>
    public void CopyRow(int x, int y, Span<float> row)
    {
        var line = values.AsSpan(y % Size * Size, Size);
        x %= Size;
        for (var done = 0; done < row.Length; x = 0)
        {
            var run = Math.Min(Size - x, row.Length - done);
            line.Slice(x, run).CopyTo(row[done..]);
            done += run;
        }
    }

    private static int Signed(int index) => index <= Size / 2 ? index : index - Size;

    // Rows, then columns: the managed provider has no two-dimensional transform.
    private static void InverseTransform(Complex[] spectrum)
    {
        var line = new Complex[Size];
        for (var pass = 0; pass < 2; pass++)
        {
            var (next, across) = pass == 0 ? (1, Size) : (Size, 1);
            for (var start = 0; start < Size; start++)
            {
                for (var k = 0; k < Size; k++)
                {
                    line[k] = spectrum[start * across + k * next];
                }
                Fourier.Inverse(line);
                for (var k = 0; k < Size; k++)
                {
                    spectrum[start * across + k * next] = line[k];
                }
            }
        }
    }
}
