using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// A padded 2-D convolution with PyTorch's parameter names. The weights are float32; it computes in the dtype of its input, so a network
/// with bfloat16 feature maps is one of mixed precision.
/// </summary>
/// <example><code>
/// using var convolution = new Convolution(channels: 3, outputs: 16, kernel: 3);
/// HeInitialisation.Fill(convolution, seed: 17);
/// using var features = convolution.forward(images); // (N, 3, H, W) to (N, 16, H, W)
/// </code></example>
public sealed class Convolution : Module<Tensor, Tensor>
{
    // The names of these fields are keys of the state dictionary.
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>Creates zero weights; <see cref="HeInitialisation.Fill"/> draws random ones.</summary>
    /// <param name="channels">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">Side of the square kernel in pixels; odd.</param>
    /// <param name="stride">Stride in pixels.</param>
    /// <param name="hasBias">Whether a bias is added; not needed before a batch norm.</param>
    public Convolution(int channels, int outputs, int kernel, int stride = 1, bool hasBias = false) : base(nameof(Convolution))
    {
        weight = new Parameter(zeros(outputs, channels, kernel, kernel));
        bias = hasBias ? new Parameter(zeros(outputs)) : null;
        (Kernel, Stride) = (kernel, stride);
        RegisterComponents();
    }

    /// <summary>(outputs, channels, kernel, kernel) float32; owned by the module.</summary>
    public Parameter Weight => weight;

    /// <summary>(outputs) float32, or null; owned by the module.</summary>
    public Parameter? Bias => bias;

    /// <summary>Side of the square kernel in pixels.</summary>
    public int Kernel { get; }

    /// <summary>Stride in pixels.</summary>
    public int Stride { get; }

    /// <summary>Convolves with zero padding of half a kernel.</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <returns>(N, outputs, ⌈H / stride⌉, ⌈W / stride⌉) in the dtype of the input; the caller disposes it.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (kernels, biases, padding) = (weight.to_type(input.dtype), bias?.to_type(input.dtype), Kernel / 2);
        return functional.conv2d(input, kernels, biases, strides: [Stride, Stride], padding: [padding, padding])
            .MoveToOuterDisposeScope();
    }
}
