using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>
/// A simulated digital camera: lens, sensor and processing. Its name is the source of its images. To define another camera, write
/// <c>Camera.Compact with { Name = "mine", Sharpening = 0 }</c>.
/// </summary>
/// <param name="Name">A short lower-case name without spaces; used as a folder name.</param>
public sealed record Camera(string Name)
{
    /// <summary>Standard deviation of the lens blur in pixels; it varies by a third between shots.</summary>
    public double Blur { get; init; } = 0.6;

    /// <summary>The colour filter.</summary>
    public BayerPattern Pattern { get; init; } = BayerPattern.Rggb;

    /// <summary>How missing colours are estimated.</summary>
    public Demosaicing Demosaicing { get; init; } = Demosaicing.Bilinear;

    /// <summary>Variance of the photon noise at full exposure, at base sensitivity (Foi et al., IEEE TIP 2008: σ² = a·x + b).</summary>
    public double ShotNoise { get; init; } = 1e-4;

    /// <summary>Standard deviation of the read noise at base sensitivity.</summary>
    public double ReadNoise { get; init; } = 0.002;

    /// <summary>Relative sensitivity of the red pixels; the white balance divides by it. Green is 1.</summary>
    public double RedSensitivity { get; init; } = 0.55;

    /// <summary>Relative sensitivity of the blue pixels; the white balance divides by it.</summary>
    public double BlueSensitivity { get; init; } = 0.65;

    /// <summary>Share of the chroma detail that noise reduction removes, 0 to 1.</summary>
    public double ChromaDenoising { get; init; } = 0.5;

    /// <summary>Factor on colour differences; 1 for no change.</summary>
    public double Saturation { get; init; } = 1.1;

    /// <summary>Strength of the S-shaped tone curve, 0 to 1.</summary>
    public double Contrast { get; init; } = 0.25;

    /// <summary>Strength of the unsharp mask; it varies by half between shots.</summary>
    public double Sharpening { get; init; } = 0.5;

    /// <summary>Standard deviation of the unsharp mask in pixels.</summary>
    public double SharpeningRadius { get; init; } = 1;

    /// <summary>A compact camera: bilinear demosaicing, visible sharpening.</summary>
    public static Camera Compact { get; } = new("camera-compact")
    {
        Blur = 0.5, ShotNoise = 1e-4, ReadNoise = 0.002,
        ChromaDenoising = 0.6, Saturation = 1.2, Contrast = 0.35, Sharpening = 0.8, SharpeningRadius = 0.9,
    };

    /// <summary>A reflex camera: edge-aware demosaicing, little noise, gentle processing.</summary>
    public static Camera Reflex { get; } = new("camera-reflex")
    {
        Blur = 0.65, Pattern = BayerPattern.Gbrg, Demosaicing = Demosaicing.EdgeAware, ShotNoise = 6e-5, ReadNoise = 0.0015,
        RedSensitivity = 0.5, BlueSensitivity = 0.7, ChromaDenoising = 0.3, Saturation = 1.0, Contrast = 0.2, Sharpening = 0.5,
    };

    /// <summary>A phone: gradient-corrected demosaicing, strong noise reduction. By default held out of training.</summary>
    public static Camera Phone { get; } = new("camera-phone")
    {
        Blur = 0.6, Pattern = BayerPattern.Bggr, Demosaicing = Demosaicing.GradientCorrected, ShotNoise = 5e-5, ReadNoise = 0.0015,
        RedSensitivity = 0.6, BlueSensitivity = 0.6, ChromaDenoising = 0.8, Saturation = 1.15, Contrast = 0.3,
        Sharpening = 0.5, SharpeningRadius = 1.2,
    };

    /// <summary>Takes a photograph of a scene, at the same size, neither quantized nor compressed.</summary>
    /// <param name="scene">Linear RGB, at least 8 × 8.</param>
    /// <param name="random">Draws exposure, focus, sensitivity, white balance and noise.</param>
    /// <returns>Gamma-encoded RGB, 0 = black, 1 = white; sharpening can exceed this range slightly.</returns>
    internal FloatImage Capture(FloatImage scene, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(random);
        var lens = PlaneFilter.Gaussian(Blur * random.NextDouble(0.67, 1.33));
        var focused = scene.Map(plane => PlaneFilter.Convolve(plane, scene.Width, scene.Height, lens));
        var mosaic = new BayerMosaic(Pattern);
        var raw = mosaic.Sample(focused);
        Expose(raw, mosaic, scene.Width, random);
        return Develop(mosaic.Demosaic(raw, scene.Width, scene.Height, Demosaicing), (float)(Sharpening * random.NextDouble(0.5, 1.5)));
    }

    // Exposure, noise and white balance, per sensor pixel.
    private void Expose(float[] raw, BayerMosaic mosaic, int width, SeededRandom random)
    {
        var gain = random.NextDouble(0.8, 1.15) * 0.24 / Math.Max(1e-3, raw.Average());
        var sensitivity = Math.Exp(random.NextDouble(0, 1.8));
        var (shot, read) = (ShotNoise * sensitivity, ReadNoise * ReadNoise * sensitivity);
        double[] filter = [RedSensitivity, 1, BlueSensitivity];
        double[] balance = [(1 + 0.03 * random.NextGaussian()) / RedSensitivity, 1, (1 + 0.03 * random.NextGaussian()) / BlueSensitivity];
        for (var y = 0; y < raw.Length / width; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (i, colour) = (y * width + x, mosaic.ColourAt(x, y));
                var signal = raw[i] * gain * filter[colour];
                var noisy = signal + Math.Sqrt(shot * signal + read) * random.NextGaussian();
                raw[i] = (float)(Math.Clamp(noisy, -0.02, 1) * balance[colour]);
            }
        }
    }

    private FloatImage Develop(FloatImage image, float sharpening)
    {
        DenoiseChroma(image);
        var tone = new ToneCurve(Contrast);
        var encoded = image.Map(tone.Apply);
        var mask = PlaneFilter.Gaussian(SharpeningRadius);
        return encoded.Map(plane => FloatImage.Blend(
            plane, 1 + sharpening, PlaneFilter.Convolve(plane, image.Width, image.Height, mask), -sharpening));
    }

    // Red and blue become green plus a smoothed difference; the same step sets the saturation.
    private void DenoiseChroma(FloatImage image)
    {
        var smooth = PlaneFilter.Gaussian(1.2);
        foreach (var channel in (int[])[0, 2])
        {
            var difference = FloatImage.Blend(image.Plane(channel), 1, image.Plane(1), -1);
            var smoothed = PlaneFilter.Convolve(difference, image.Width, image.Height, smooth);
            var (sharpShare, smoothShare) = ((float)(Saturation * (1 - ChromaDenoising)), (float)(Saturation * ChromaDenoising));
            var kept = FloatImage.Blend(difference, sharpShare, smoothed, smoothShare);
            FloatImage.Blend(image.Plane(1), 1, kept, 1).CopyTo(image.Plane(channel));
        }
    }
}
