using Telltale.Runtime.Workarounds;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// Batch normalization of channels (Ioffe and Szegedy, ICML 2015) with PyTorch's names and defaults. TorchSharp's own module
/// counts batches with a scalar that the garbage collector may free during the call, see <see cref="KeptScalar"/>.
/// </summary>
public sealed class BatchNormalization : Module<Tensor, Tensor>
{
    internal const double Momentum = 0.1;
    internal const double Epsilon = 1e-5;

    private static readonly Scalar One = 1L.ToScalar();

    // The names of these fields are keys of the state dictionary.
    internal readonly Parameter weight, bias;
    internal readonly Tensor running_mean, running_var, num_batches_tracked;

    /// <summary>Creates the identity: weight 1, bias 0, running mean 0, running variance 1.</summary>
    /// <param name="channels">Input channels.</param>
    public BatchNormalization(long channels) : base(nameof(BatchNormalization))
    {
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var, num_batches_tracked) = (zeros(channels), ones(channels), zeros([], ScalarType.Int64));
        RegisterComponents();
    }

    /// <summary>Normalises with the statistics of the batch in training and with the running statistics in evaluation.</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <returns>The same shape and dtype; the caller disposes it.</returns>
    public override Tensor forward(Tensor input)
    {
        if (training)
        {
            CountBatch();
        }
        return functional.batch_norm(input, running_mean, running_var, weight, bias, training, Momentum, Epsilon);
    }

    internal void CountBatch() => num_batches_tracked.add_(One, One);
}
