using System.Runtime.InteropServices;
using Telltale.Models.Cpu.Kernels;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>The per-channel arithmetic of <see cref="BatchNormalization"/>, after the passes over pixels.</summary>
internal static class FusedBatchNorm
{
    /// <summary>Scale and shift for a batch with these statistics, in training.</summary>
    public static ChannelAffine OfBatch(this BatchNormalization norm, ChannelStatistics statistics) =>
        Affine(norm, statistics.Mean, statistics.Variance);

    /// <summary>Scale and shift from the running statistics, in evaluation.</summary>
    public static ChannelAffine OfRunningStatistics(this BatchNormalization norm) =>
        Affine(norm, Values(norm.running_mean), Values(norm.running_var));

    /// <summary>Updates the running statistics with those of a batch.</summary>
    public static void Update(this BatchNormalization norm, ChannelStatistics statistics, long pixels)
    {
        norm.CountBatch();
        var unbiased = pixels > 1 ? (double)pixels / (pixels - 1) : 1;
        Mix(Values(norm.running_mean), statistics.Mean, 1);
        Mix(Values(norm.running_var), statistics.Variance, unbiased);
    }

    /// <summary>Sets the gradients of weight and bias.</summary>
    /// <param name="norm">Changed.</param>
    /// <param name="sums">Σ g and Σ g · (x − mean) over the pixels of the batch, g being the gradient of its output.</param>
    /// <param name="statistics">Of the batch.</param>
    public static void SetGradients(
        this BatchNormalization norm, (double[] Gradient, double[] TimesDeviation) sums, ChannelStatistics statistics)
    {
        using var scope = NewDisposeScope();
        (norm.weight.grad, norm.bias.grad) = (empty_like(norm.weight), empty_like(norm.bias));
        var ofWeight = Values(norm.weight.grad);
        var ofBias = Values(norm.bias.grad);
        for (var channel = 0; channel < sums.Gradient.Length; channel++)
        {
            var deviation = Math.Sqrt(statistics.Variance[channel] + BatchNormalization.Epsilon);
            ofWeight[channel] = (float)(sums.TimesDeviation[channel] / deviation);
            ofBias[channel] = (float)sums.Gradient[channel];
        }
    }

    /// <summary>The difference of the gradient of the input from scale · g: mean and variance depend on the input too.</summary>
    /// <param name="sums">Σ g and Σ g · (x − mean) over the pixels of the batch, g being the gradient of its output.</param>
    /// <param name="statistics">Of the batch.</param>
    /// <param name="affine">The scale and shift of the batch.</param>
    /// <param name="pixels">Of the batch.</param>
    public static ChannelCorrection Correction(
        (double[] Gradient, double[] TimesDeviation) sums, ChannelStatistics statistics, ChannelAffine affine, long pixels)
    {
        var correction = new ChannelCorrection(new float[affine.Scale.Length], new float[affine.Scale.Length]);
        for (var channel = 0; channel < sums.Gradient.Length; channel++)
        {
            var (scale, variance) = (affine.Scale[channel], statistics.Variance[channel] + BatchNormalization.Epsilon);
            var slope = scale * sums.TimesDeviation[channel] / (variance * pixels);
            correction.Slope[channel] = (float)-slope;
            correction.Offset[channel] = (float)(slope * statistics.Mean[channel] - scale * sums.Gradient[channel] / pixels);
        }
        return correction;
    }

    private static ChannelAffine Affine(BatchNormalization norm, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance)
    {
        var scales = Values(norm.weight);
        var shifts = Values(norm.bias);
        var padded = NormalizationKernels.Padded(scales.Length);
        var affine = new ChannelAffine(new float[padded], new float[padded]);
        for (var channel = 0; channel < scales.Length; channel++)
        {
            affine.Scale[channel] = (float)(scales[channel] / Math.Sqrt(variance[channel] + BatchNormalization.Epsilon));
            affine.Shift[channel] = shifts[channel] - mean[channel] * affine.Scale[channel];
        }
        return affine;
    }

    private static void Mix(Span<float> running, float[] batch, double factor)
    {
        const double Momentum = BatchNormalization.Momentum;
        for (var channel = 0; channel < running.Length; channel++)
        {
            running[channel] = (float)((1 - Momentum) * running[channel] + Momentum * factor * batch[channel]);
        }
    }

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
