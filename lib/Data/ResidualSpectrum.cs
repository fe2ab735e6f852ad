using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Data;

/// <summary>
/// The mean power spectrum of image residuals (the image minus its local mean). Up-sampling shows as bright dots on a regular grid,
/// cameras as a smooth surface (Zhang, Karaman and Chang, WIFS 2019; Corvi et al., CVPR Workshops 2023).
/// </summary>
public static class ResidualSpectrum
{
    /// <summary>Averages over the centres of the images.</summary>
    /// <param name="images">At least one image as large as the window; smaller ones are skipped.</param>
    /// <param name="size">Side of the square window in the middle of each image, in pixels.</param>
    /// <returns>
    /// (size, size): log10 of the mean power, vertical frequency first, with frequency 0 in the middle; ±size/2 is half a cycle per
    /// pixel. Each residual is scaled to unit variance, so that no single noisy image dominates the mean.
    /// </returns>
    /// <exception cref="ArgumentException">No image is large enough.</exception>
    public static double[,] Mean(IEnumerable<RgbImage> images, int size = 128)
    {
        using var scope = NewDisposeScope();
        var hann = hann_window(size, dtype: ScalarType.Float64);
        var (window, power, count) = (hann.outer(hann), zeros(size, size, dtype: ScalarType.Float64), 0);
        foreach (var image in images.Where(image => image.Width >= size && image.Height >= size))
        {
            using var step = NewDisposeScope();
            // The Hann window suppresses the spectrum of the crop's edges.
            var magnitude = fft.fft2(Residual(image, size) * window).abs();
            power.add_(magnitude * magnitude, KeptScalar.Of(1));
            count++;
        }
        if (count == 0)
        {
            throw new ArgumentException($"No image is at least {size} × {size} pixels; choose a smaller window.", nameof(images));
        }
        var centred = fft.fftshift((power / tensor((double)count)).Plus(1e-12).log10()).data<double>().ToArray();
        var spectrum = new double[size, size];
        Buffer.BlockCopy(centred, 0, spectrum, 0, centred.Length * sizeof(double));
        return spectrum;
    }

    /// <summary>Green (half of a camera's samples are green) minus its 3 × 3 mean, at unit variance.</summary>
    private static Tensor Residual(RgbImage image, int size)
    {
        var green = image.ToTensor().to_type(ScalarType.Float64)[1]
            .narrow(0, (image.Height - size) / 2, size)
            .narrow(1, (image.Width - size) / 2, size);
        var mean = nn.functional.avg_pool2d(green.reshape(1, 1, size, size), 3, 1, 1, count_include_pad: false).reshape(size, size);
        var residual = green - mean;
        return residual / residual.std().Plus(1e-3);
    }
}
