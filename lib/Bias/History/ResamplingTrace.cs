using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Telltale.Bias;

/// <summary>
/// The trace of an enlargement in the pixels. Interpolated pixels are predicted well by their neighbours, at positions that repeat with
/// the scale, so the prediction error varies periodically (Popescu and Farid, IEEE Transactions on Signal Processing 2005; Gallagher, CRV
/// 2005; Mahdian and Saic, IEEE Transactions on Information Forensics and Security 2008). With a fixed predictor (Kirchner, ACM Workshop on
/// Multimedia and Security 2008).
/// </summary>
internal static class ResamplingTrace
{
    // Length of the zero-padded transform: 1,024 frequencies per cycle.
    private const int Length = 1024;

    // In cycles per pixel; content varies more slowly.
    private const double LowestFrequency = 0.07;

    // Pixels of the moving average that is subtracted, each side.
    private const int Reach = 8;

    // In levels. Below it, rounding decides about the error, not the interpolation.
    private const float Smallest = 0.25f;

    /// <summary>
    /// How clear the highest peak of the power spectrum of the errors is, averaged along rows and along columns. Periods that divide 8 are
    /// taken out: JPEG's blocks have them, and the layers of generators that double their resolution.
    /// </summary>
    /// <param name="luma">At least 64 × 64 and at most 1,024 × 1,024 pixels.</param>
    /// <returns>
    /// −log10 of the number of peaks of this height that white noise of the same size has. Photographs are not white: about 2, seldom more
    /// than 8, where nothing repeats.
    /// </returns>
    public static double Of(LumaPlane luma)
    {
        var (columns, rows) = LogErrors(luma);
        var (across, down) = (Power(columns), Power(rows));
        var first = (int)Math.Ceiling(LowestFrequency * Length);
        var peak = Enumerable.Range(first, Length / 2 - first + 1).Max(k => (across[k] + down[k]) / 2);
        // Independent frequencies; the mean of two exponential variables of mean 1 exceeds p with probability (1 + 2p) exp(−2p).
        var frequencies = (0.5 - LowestFrequency) * (columns.Length + rows.Length) / 2;
        return 2 * peak / Math.Log(10) - Math.Log10(frequencies * (1 + 2 * peak));
    }

    /// <summary>Means of the logarithm of the prediction error over each column and over each row, without the border.</summary>
    internal static (double[] Columns, double[] Rows) LogErrors(LumaPlane luma)
    {
        var (width, height, pixels) = (luma.Width, luma.Height, luma.Values);
        var (columns, rows) = (new double[width - 2], new double[height - 2]);
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                var sides = pixels[i - 1] + pixels[i + 1] + pixels[i - width] + pixels[i + width];
                var corners = pixels[i - width - 1] + pixels[i - width + 1] + pixels[i + width - 1] + pixels[i + width + 1];
                var error = MathF.Log(Smallest + Math.Abs(0.5f * sides - 0.25f * corners - pixels[i]));
                columns[x - 1] += error;
                rows[y - 1] += error;
            }
        }
        return ([.. columns.Select(sum => sum / (height - 2))], [.. rows.Select(sum => sum / (width - 2))]);
    }

    /// <summary>Power spectrum of a profile, scaled so that white noise has a mean of 1; frequency k / 1,024 at index k.</summary>
    private static double[] Power(double[] profile)
    {
        var detail = Detail(profile);
        var (spectrum, window) = (new Complex[Length], 0.0);
        for (var i = 0; i < detail.Length; i++)
        {
            var hann = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / (detail.Length - 1));
            spectrum[i] = detail[i] * hann;
            window += hann * hann;
        }
        Fourier.Forward(spectrum, FourierOptions.Matlab);
        var variance = detail.Sum(value => value * value) / detail.Length;
        return [.. spectrum.Select(value => variance == 0 ? 0 : (value.Real * value.Real + value.Imaginary * value.Imaginary)
            / (window * variance))];
    }

    /// <summary>The profile without its moving average (mirrored at the ends) and without what repeats every 8 pixels.</summary>
    private static double[] Detail(double[] profile)
    {
        int Mirrored(int i) => i < 0 ? -i : i >= profile.Length ? 2 * (profile.Length - 1) - i : i;
        var detail = profile.Select((value, i) =>
            value - Enumerable.Range(i - Reach, 2 * Reach + 1).Average(near => profile[Mirrored(near)])).ToArray();
        var means = Enumerable.Range(0, BlockDct.Size).Select(phase => detail.Where((_, i) => i % BlockDct.Size == phase).Average());
        double[] repeated = [.. means];
        return [.. detail.Select((value, i) => value - repeated[i % BlockDct.Size])];
    }
}
