using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>Convolutions, computed as <see cref="CpuPolicy"/> prefers.</summary>
internal static class ConvolutionStep
{
    /// <summary>A convolution of feature maps.</summary>
    public static Activation Convolve(this ForwardPass pass, Activation input, Convolution convolution)
    {
        if (pass.Tape is { } tape && convolution.IsProduct() && CpuPolicy.PrefersMatrixProducts(input.Value))
        {
            return ProductStep.Multiply(tape, input, convolution);
        }
        if (CpuPolicy.PrefersWinograd([input.Value], convolution))
        {
            return WinogradStep.Convolve(pass.Tape, [input], convolution);
        }
        Parameter[] parameters = convolution.Bias is null ? [convolution.Weight] : [convolution.Weight, convolution.Bias];
        return pass.Differentiable(input, maps => Convolved(maps, convolution), parameters);
    }

    /// <summary>A convolution of two feature maps, concatenated along the channels.</summary>
    /// <param name="pass">For training or prediction.</param>
    /// <param name="first">(N, H, W, C); not used by later steps.</param>
    /// <param name="second">(N, H, W, D).</param>
    /// <param name="convolution">Of C + D channels.</param>
    public static Activation Convolve(this ForwardPass pass, Activation first, Activation second, Convolution convolution)
    {
        first.IsKept = false;
        return CpuPolicy.PrefersWinograd([first.Value, second.Value], convolution)
            ? WinogradStep.Convolve(pass.Tape, [first, second], convolution)
            : pass.Convolve(ConcatenationStep.Concatenate(pass.Tape, first, second), convolution);
    }

    /// <summary>
    /// The first convolution of a network, float32 in every precision: the 8 bits of bfloat16 would merge grey levels, and the traces
    /// that a detector looks for are differences of one level.
    /// </summary>
    public static Activation ConvolveImage(this ForwardPass pass, Activation image, Convolution convolution, Precision precision) =>
        pass.Differentiable(image, pixels => convolution.forward(pixels.AsNchw()).In(precision).ToNhwc(), convolution.Weight);

    /// <summary>A convolution by libtorch; the caller disposes the result.</summary>
    public static Tensor Convolved(Tensor maps, Convolution convolution)
    {
        using var scope = NewDisposeScope(); // a view that is not disposed would keep the memory
        var convolved = maps.dtype == ScalarType.BFloat16 && convolution.IsProduct()
            ? ProductStep.Product(maps, ProductStep.Matrix(convolution, maps.dtype))
            : convolution.forward(InManyImages(maps, convolution).AsNchw()).ToNhwc();
        return convolved.view([.. maps.Sizes()[..3], convolution.Weight.size(0)]).MoveToOuterDisposeScope();
    }

    // With few images and one thread, libtorch is half as fast. For a 1×1 convolution, pixels may be distributed over any number of
    // images, here 16.
    private static Tensor InManyImages(Tensor maps, Convolution convolution)
    {
        const long Enough = 16;
        var pixels = maps.size(0) * maps.size(1) * maps.size(2);
        return convolution is { Kernel: 1, Stride: 1 } && maps.size(0) < Enough && pixels % Enough == 0
            ? maps.view(Enough, 1, pixels / Enough, maps.size(3))
            : maps;
    }
}
