using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// Batch normalization of channels (Ioffe and Szegedy, ICML 2015) with PyTorch's names and defaults. TorchSharp's own counts its
/// batches with a number that the garbage collector may free meanwhile, see <see cref="Runtime.KeptScalar"/>.
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
}
