using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Telltale.Data;

/// <summary>
/// The mean power spectrum of what is left of images when their content is smoothed away. Up-sampling shows as bright dots
/// on a regular grid, cameras as a smooth surface (Zhang, Karaman and Chang, WIFS 2019; Corvi et al., CVPR Workshops 2023).
/// </summary>
public static class ResidualSpectrum
{
    /// <summary>Averages over the centres of images.</summary>
    /// <param name="images">At least one image at least as large as the window.</param>
    /// <param name="size">Side of the square window in the middle of each image, in pixels.</param>
    /// <returns>
    /// (size, size) log10 of the mean power, the zero frequency in the middle, vertical frequency first;
    /// ±size/2 is half a cycle a pixel. Images smaller than the window are left out.
    /// </returns>
    /// <exception cref="ArgumentException">No image is large enough.</exception>
    public static double[,] Mean(IEnumerable<RgbImage> images, int size = 128)
    {
        var (power, count) = (new double[size * size], 0);
        foreach (var image in images.Where(image => image.Width >= size && image.Height >= size))
        {
            var spectrum = Residual(image, size);
            Fourier.Forward2D(spectrum, size, size, FourierOptions.Default);
            for (var i = 0; i < power.Length; i++)
            {
                power[i] += spectrum[i].Magnitude * spectrum[i].Magnitude;
            }
            count++;
        }
        return count > 0 ? Centred(power, size, count) : throw new ArgumentException($"No image is at least {size} × {size} pixels; choose a smaller window.", nameof(images));
    }

    /// <summary>Green (half of a camera's samples are green) minus its 3 × 3 mean, under a Hann window, since a cut edge has a spectrum of its own.</summary>
    private static Complex[] Residual(RgbImage image, int size)
    {
        var (left, top) = ((image.Width - size) / 2, (image.Height - size) / 2);
        var window = MathNet.Numerics.Window.Hann(size);
        var residual = new Complex[size * size];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                residual[y * size + x] = (Green(image, left + x, top + y) - LocalMean(image, left + x, top + y)) * window[x] * window[y];
            }
        }
        return residual;
    }

    private static double LocalMean(RgbImage image, int x, int y)
    {
        var sum = 0.0;
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                sum += Green(image, Math.Clamp(x + dx, 0, image.Width - 1), Math.Clamp(y + dy, 0, image.Height - 1));
            }
        }
        return sum / 9;
    }

    private static double Green(RgbImage image, int x, int y) => image.Pixels[3 * (y * image.Width + x) + 1];

    private static double[,] Centred(double[] power, int size, int count)
    {
        var centred = new double[size, size];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                centred[(y + size / 2) % size, (x + size / 2) % size] = Math.Log10(power[y * size + x] / count + 1e-12);
            }
        }
        return centred;
    }
}
