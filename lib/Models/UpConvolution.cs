using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>A 2×2 transposed convolution of stride 2 with PyTorch's parameter names: doubles the resolution.</summary>
public sealed class UpConvolution : Module<Tensor, Tensor>
{
    // The names of these fields are keys of the state dictionary.
    private readonly Parameter weight, bias;

    /// <summary>Creates zero weights; <see cref="HeInitialisation.Fill"/> draws random ones.</summary>
    /// <param name="channels">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    public UpConvolution(int channels, int outputs) : base(nameof(UpConvolution))
    {
        (weight, bias) = (new Parameter(zeros(channels, outputs, 2, 2)), new Parameter(zeros(outputs)));
        RegisterComponents();
    }

    /// <summary>(channels, outputs, 2, 2) float32; owned by the module.</summary>
    public Parameter Weight => weight;

    /// <summary>(outputs) float32; owned by the module.</summary>
    public Parameter Bias => bias;

    /// <summary>Doubles the resolution.</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <returns>(N, outputs, 2 H, 2 W) in the dtype of the input; the caller disposes it.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.conv_transpose2d(input, weight.to_type(input.dtype), bias.to_type(input.dtype), strides: [2, 2])
            .MoveToOuterDisposeScope();
    }
}
