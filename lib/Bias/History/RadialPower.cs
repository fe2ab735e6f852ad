using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Telltale.Bias;

/// <summary>The power spectrum of an image, averaged over directions.</summary>
internal static class RadialPower
{
    /// <summary>Side of the windows in pixels.</summary>
    public const int Window = 64;

    /// <summary>Number of frequencies: 0 to half a cycle per pixel, in steps of 1 / <see cref="Window"/>.</summary>
    public const int Frequencies = Window / 2 + 1;

    // Rounding to whole levels adds noise of this variance, so that the logarithm of a flat image's power is finite.
    private const double RoundingVariance = 1.0 / 12;

    private static readonly double[] Hann =
        [.. Enumerable.Range(0, Window).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / (Window - 1)))];

    /// <summary>
    /// Mean over windows side by side in the middle of the image, each without its mean and under a Hann window, and over the frequencies
    /// with the same rounded radius.
    /// </summary>
    /// <param name="luma">At least 64 × 64 pixels.</param>
    /// <returns>(33) power per frequency in levels², divided by the sum of the squared window; frequency k / 64 at index k.</returns>
    public static double[] Of(LumaPlane luma)
    {
        var corners = Corners(luma).ToArray();
        var (sums, counts) = (new double[Frequencies], new int[Frequencies]);
        foreach (var pair in corners.Chunk(2))
        {
            // Two real windows in one complex transform: their mixed terms cancel in the sum over ±f.
            var spectrum = new Complex[Window * Window];
            Add(luma, pair[0], 1, spectrum);
            if (pair.Length == 2)
            {
                Add(luma, pair[1], Complex.ImaginaryOne, spectrum);
            }
            Transform(spectrum);
            Collect(spectrum, sums, counts);
        }
        var scale = Math.Pow(Hann.Sum(weight => weight * weight), 2) * corners.Length / ((corners.Length + 1) / 2);
        return [.. sums.Zip(counts, (sum, count) => sum / (count * scale))];
    }

    /// <summary>
    /// Power at 0.42 to 0.5 cycles per pixel relative to that at 0.2 to 0.3, in decibels. An enlarged image has little there, since
    /// interpolation invents no detail; neither has an image that is blurred, or smooth from a generator's decoder.
    /// </summary>
    public static double CutOff(double[] spectrum)
    {
        double Band(double lowest, double highest) => RoundingVariance + Enumerable.Range(0, Frequencies)
            .Where(k => k >= lowest * Window && k <= highest * Window).Average(k => spectrum[k]);
        return 10 * Math.Log10(Band(0.42, 0.5) / Band(0.2, 0.3));
    }

    private static IEnumerable<(int Left, int Top)> Corners(LumaPlane luma)
    {
        for (var top = luma.Height % Window / 2; top + Window <= luma.Height; top += Window)
        {
            for (var left = luma.Width % Window / 2; left + Window <= luma.Width; left += Window)
            {
                yield return (left, top);
            }
        }
    }

    private static void Add(LumaPlane luma, (int Left, int Top) corner, Complex unit, Complex[] spectrum)
    {
        double At(int x, int y) => luma.Values[(corner.Top + y) * luma.Width + corner.Left + x];
        var mean = 0.0;
        for (var i = 0; i < spectrum.Length; i++)
        {
            mean += At(i % Window, i / Window) / spectrum.Length;
        }
        for (var i = 0; i < spectrum.Length; i++)
        {
            var (x, y) = (i % Window, i / Window);
            spectrum[i] += (At(x, y) - mean) * Hann[x] * Hann[y] * unit;
        }
    }

    private static void Transform(Complex[] spectrum)
    {
        var line = new Complex[Window];
        for (var pass = 0; pass < 2; pass++)
        {
            var (next, across) = pass == 0 ? (1, Window) : (Window, 1);
            for (var start = 0; start < Window; start++)
            {
                for (var k = 0; k < Window; k++)
                {
                    line[k] = spectrum[start * across + k * next];
                }
                Fourier.Forward(line, FourierOptions.Matlab);
                for (var k = 0; k < Window; k++)
                {
                    spectrum[start * across + k * next] = line[k];
                }
            }
        }
    }

    private static void Collect(Complex[] spectrum, double[] sums, int[] counts)
    {
        static int Signed(int frequency) => frequency < Window / 2 ? frequency : frequency - Window;
        for (var i = 0; i < spectrum.Length; i++)
        {
            var (x, y) = (Signed(i % Window), Signed(i / Window));
            var radius = (int)Math.Round(Math.Sqrt(x * x + y * y));
            if (radius < Frequencies)
            {
                sums[radius] += spectrum[i].Real * spectrum[i].Real + spectrum[i].Imaginary * spectrum[i].Imaginary;
                counts[radius]++;
            }
        }
    }
}
