using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>A 1×1 convolution as a matrix product, without autograd's overhead for a hundred small products.</summary>
internal static class ProductStep
{
    /// <summary>Whether a convolution is a matrix product of pixels and weights.</summary>
    public static bool IsProduct(this Convolution convolution) => convolution is { Kernel: 1, Stride: 1, Bias: null };

    /// <summary>The convolution and its gradients.</summary>
    public static Activation Multiply(GradientTape tape, Activation input, Convolution convolution)
    {
        using var noGradients = no_grad();
        var (weight, shape) = (Matrix(convolution, input.Value.dtype), input.Value.Sizes());
        var isFasterAsProduct = input.Value.dtype == ScalarType.BFloat16;
        var output = new Activation(
            isFasterAsProduct ? Product(input.Value, weight) : ConvolutionStep.Convolved(input.Value, convolution));
        tape.Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = output.TakeGradient().AsRows();
            output.Dispose();
            var ofWeight = gradient.t().mm(input.Value.AsRows()).to_type(ScalarType.Float32).view(convolution.Weight.Sizes());
            tape.StoreGradient(convolution.Weight, ofWeight);
            input.Release();
            input.AddGradient(gradient.mm(weight).view(shape));
            weight.Dispose();
        });
        input.Release();
        return output;
    }

    /// <summary>(N, H, W, C) times (O, C) transposed; the caller disposes it.</summary>
    public static Tensor Product(Tensor maps, Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return maps.AsRows().mm(matrix.t()).view([.. maps.Sizes()[..3], matrix.size(0)]).MoveToOuterDisposeScope();
    }

    /// <summary>The weights as (O, C) in a dtype; the caller disposes it.</summary>
    public static Tensor Matrix(Convolution convolution, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return convolution.Weight.view(convolution.Weight.size(0), -1).to_type(type).MoveToOuterDisposeScope();
    }
}
