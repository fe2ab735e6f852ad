using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// A convolution with PyTorch's names. Weights stay float32; it computes in the type of its input, so a bfloat16 input makes the
/// network one of mixed precision.
/// </summary>
internal sealed class Convolution : Module<Tensor, Tensor>
{
    // The names of these fields are keys of the state dictionary.
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>Weights are not set: <see cref="HeInitialisation"/> does.</summary>
    public Convolution(int channels, int outputs, int kernel, int stride = 1, bool hasBias = false) : base(nameof(Convolution))
    {
        weight = new Parameter(zeros(outputs, channels, kernel, kernel));
        bias = hasBias ? new Parameter(zeros(outputs)) : null;
        (Kernel, Stride) = (kernel, stride);
        RegisterComponents();
    }

    /// <summary>(outputs, channels, kernel, kernel).</summary>
    public Parameter Weight => weight;

    /// <summary>(outputs), or null.</summary>
    public Parameter? Bias => bias;

    /// <summary>Side of the square it sees at once.</summary>
    public int Kernel { get; }

    /// <summary>Step from one output to the next.</summary>
    public int Stride { get; }

    /// <summary>(N, C, H, W) to (N, outputs, H / stride, W / stride), padded so that it is as large as the input where the stride is 1.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional
            .conv2d(input, weight.to_type(input.dtype), bias?.to_type(input.dtype), strides: [Stride, Stride], padding: [Kernel / 2, Kernel / 2])
            .MoveToOuterDisposeScope();
    }
}

/// <summary>A transposed convolution whose kernel is its stride, with PyTorch's names: each pixel becomes a square of four.</summary>
internal sealed class UpConvolution : Module<Tensor, Tensor>
{
    // The names of these fields are keys of the state dictionary.
    private readonly Parameter weight, bias;

    /// <summary>Weights are not set: <see cref="HeInitialisation"/> does.</summary>
    public UpConvolution(int channels, int outputs) : base(nameof(UpConvolution))
    {
        (weight, bias) = (new Parameter(zeros(channels, outputs, 2, 2)), new Parameter(zeros(outputs)));
        RegisterComponents();
    }

    /// <summary>(channels, outputs, 2, 2).</summary>
    public Parameter Weight => weight;

    /// <summary>(outputs).</summary>
    public Parameter Bias => bias;

    /// <summary>(N, C, H, W) to (N, outputs, 2 H, 2 W).</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.conv_transpose2d(input, weight.to_type(input.dtype), bias.to_type(input.dtype), strides: [2, 2]).MoveToOuterDisposeScope();
    }
}
