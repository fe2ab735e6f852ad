namespace Telltale.Models.Cpu.Kernels;

/// <summary>Mean and variance per channel over the pixels of a batch, padded with zeros to whole vectors.</summary>
/// <param name="Mean">One per channel.</param>
/// <param name="Variance">Population variance (divided by the number of pixels), one per channel.</param>
internal sealed record ChannelStatistics(float[] Mean, float[] Variance)
{
    /// <summary>Computes them from sums of deviations from a pivot, which is accurate for small variances around large means.</summary>
    public static ChannelStatistics FromSums(double[] deviations, double[] squares, float[] pivot, long count)
    {
        var (mean, variance) = (new float[pivot.Length], new float[pivot.Length]);
        for (var channel = 0; channel < deviations.Length; channel++)
        {
            var deviation = deviations[channel] / count;
            mean[channel] = (float)(pivot[channel] + deviation);
            variance[channel] = (float)Math.Max(0, squares[channel] / count - deviation * deviation);
        }
        return new(mean, variance);
    }

    /// <summary>Combines the statistics of several parts.</summary>
    /// <param name="parts">The statistics and the number of pixels of each part.</param>
    public static ChannelStatistics Combine(IReadOnlyList<(ChannelStatistics Statistics, long Pixels)> parts)
    {
        var (channels, count) = (parts[0].Statistics.Mean.Length, (double)parts.Sum(part => part.Pixels));
        var (mean, variance) = (new float[channels], new float[channels]);
        for (var channel = 0; channel < mean.Length; channel++)
        {
            var (sum, spread) = (0.0, 0.0);
            foreach (var (statistics, pixels) in parts)
            {
                sum += pixels / count * statistics.Mean[channel];
            }
            foreach (var (statistics, pixels) in parts)
            {
                spread += pixels / count * (statistics.Variance[channel] + Math.Pow(statistics.Mean[channel] - sum, 2));
            }
            (mean[channel], variance[channel]) = ((float)sum, (float)spread);
        }
        return new(mean, variance);
    }
}

/// <summary>scale · x + shift per channel, padded with zeros to whole vectors.</summary>
internal sealed record ChannelAffine(float[] Scale, float[] Shift);

/// <summary>offset + slope · x per channel, added to a gradient for the dependence of the batch's mean and variance on x.</summary>
internal sealed record ChannelCorrection(float[] Offset, float[] Slope);
