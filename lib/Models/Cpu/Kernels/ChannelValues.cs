namespace Telltale.Models.Cpu.Kernels;

/// <summary>Mean and variance of every channel over the pixels of a batch; padded with zeros to whole vectors.</summary>
/// <param name="Mean">One a channel.</param>
/// <param name="Variance">Of the population (divided by the number of pixels), one a channel.</param>
internal sealed record ChannelStatistics(float[] Mean, float[] Variance)
{
    /// <summary>From sums of deviations from a pivot, which keeps small variances around large means.</summary>
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

    /// <summary>Of the pixels of several parts together.</summary>
    /// <param name="parts">The statistics of each, and its number of pixels.</param>
    public static ChannelStatistics Combine(IReadOnlyList<(ChannelStatistics Statistics, long Pixels)> parts)
    {
        var (mean, variance, count) = (new float[parts[0].Statistics.Mean.Length], new float[parts[0].Statistics.Mean.Length], (double)parts.Sum(part => part.Pixels));
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

/// <summary>scale · x + shift for every channel; padded with zeros to whole vectors.</summary>
internal sealed record ChannelAffine(float[] Scale, float[] Shift);

/// <summary>offset + slope · x for every channel, added to a gradient: how the batch's own mean and variance depend on x.</summary>
internal sealed record ChannelCorrection(float[] Offset, float[] Slope);
