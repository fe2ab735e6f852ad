using System.Runtime.InteropServices;
using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// Batch normalization of channels (Ioffe and Szegedy, ICML 2015) with PyTorch's names and defaults. TorchSharp's own counts its
/// batches with a number that the garbage collector may free meanwhile, see <see cref="KeptScalar"/>.
/// </summary>
internal sealed class BatchNormalization : Module<Tensor, Tensor>
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private static readonly Scalar One = 1L.ToScalar();

    // The names of these fields are keys of the state dictionary.
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor running_mean;
    private readonly Tensor running_var;
    private readonly Tensor num_batches_tracked;

    /// <summary>An identity, until it is trained.</summary>
    public BatchNormalization(long channels) : base(nameof(BatchNormalization))
    {
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var, num_batches_tracked) = (zeros(channels), ones(channels), zeros([], ScalarType.Int64));
        RegisterComponents();
    }

    /// <summary>(N, C, H, W) to the same shape; the caller disposes it.</summary>
    public override Tensor forward(Tensor input)
    {
        if (training)
        {
            num_batches_tracked.add_(One, One);
        }
        return functional.batch_norm(input, running_mean, running_var, weight, bias, training, Momentum, Epsilon);
    }

    /// <summary>What it does to a batch of these moments, in training.</summary>
    public ChannelAffine OfBatch(ChannelMoments moments) => Affine(moments.Mean, moments.Variance);

    /// <summary>Makes the moments of a batch part of the running ones.</summary>
    public void Remember(ChannelMoments moments, long pixels)
    {
        num_batches_tracked.add_(One, One);
        var unbiased = pixels > 1 ? (double)pixels / (pixels - 1) : 1;
        Mix(Numbers(running_mean), moments.Mean, 1);
        Mix(Numbers(running_var), moments.Variance, unbiased);
    }

    /// <summary>What it does to any image, in evaluation.</summary>
    public ChannelAffine OfRunningMoments() => Affine(Numbers(running_mean), Numbers(running_var));

    /// <summary>Keeps the gradients of its weight and bias.</summary>
    /// <param name="gradient">Σ g over the pixels of the batch, g being the gradient of its output.</param>
    /// <param name="timesDeviation">Σ g · (x − mean).</param>
    /// <param name="moments">Of the batch.</param>
    public void KeepGradients(double[] gradient, double[] timesDeviation, ChannelMoments moments)
    {
        using var scope = NewDisposeScope();
        (weight.grad, bias.grad) = (empty_like(weight), empty_like(bias));
        var ofWeight = Numbers(weight.grad);
        var ofBias = Numbers(bias.grad);
        for (var channel = 0; channel < gradient.Length; channel++)
        {
            ofWeight[channel] = (float)(timesDeviation[channel] / Math.Sqrt(moments.Variance[channel] + Epsilon));
            ofBias[channel] = (float)gradient[channel];
        }
    }

    /// <summary>What the gradient of the input lacks when it is taken for scale · g: mean and variance depend on the input too.</summary>
    /// <param name="gradient">Σ g over the pixels of the batch, g being the gradient of its output.</param>
    /// <param name="timesDeviation">Σ g · (x − mean).</param>
    /// <param name="moments">Of the batch.</param>
    /// <param name="affine">What it did to the batch.</param>
    /// <param name="pixels">Of the batch.</param>
    public static ChannelCorrection Correction(double[] gradient, double[] timesDeviation, ChannelMoments moments, ChannelAffine affine, long pixels)
    {
        var correction = new ChannelCorrection(new float[affine.Scale.Length], new float[affine.Scale.Length]);
        for (var channel = 0; channel < gradient.Length; channel++)
        {
            var slope = affine.Scale[channel] * timesDeviation[channel] / ((moments.Variance[channel] + Epsilon) * pixels);
            correction.Slope[channel] = (float)-slope;
            correction.Offset[channel] = (float)(slope * moments.Mean[channel] - affine.Scale[channel] * gradient[channel] / pixels);
        }
        return correction;
    }

    private ChannelAffine Affine(ReadOnlySpan<float> mean, ReadOnlySpan<float> variance)
    {
        var scales = Numbers(weight);
        var shifts = Numbers(bias);
        var affine = new ChannelAffine(new float[NormalizationKernels.Padded(scales.Length)], new float[NormalizationKernels.Padded(scales.Length)]);
        for (var channel = 0; channel < scales.Length; channel++)
        {
            affine.Scale[channel] = (float)(scales[channel] / Math.Sqrt(variance[channel] + Epsilon));
            affine.Shift[channel] = shifts[channel] - mean[channel] * affine.Scale[channel];
        }
        return affine;
    }

    private static void Mix(Span<float> running, float[] batch, double factor)
    {
        for (var channel = 0; channel < running.Length; channel++)
        {
            running[channel] = (float)((1 - Momentum) * running[channel] + Momentum * factor * batch[channel]);
        }
    }

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
