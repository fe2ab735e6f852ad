using Telltale.Models.Kernels;
using Telltale.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// One pass of a network over a batch on the CPU, in as few passes over memory as there can be: to learn from it where there is a tape
/// (batch norms see the batch), else to predict (they see their running moments; every step frees its input or writes over it). Maps are
/// (N, H, W, C), contiguous.
/// </summary>
/// <param name="tape">Where steps are recorded; null to predict.</param>
internal sealed class ForwardPass(GradientTape? tape)
{
    /// <summary>Where steps are recorded; null to predict.</summary>
    public GradientTape? Tape => tape;

    /// <summary>True where nobody can tell the faster way from <c>forward</c>: no gradients, running moments, on the CPU.</summary>
    public static bool CanPredict(nn.Module network, Tensor images) => network is IFusedNetwork { CanFuse: true } && !network.training
        && !is_grad_enabled() && images is { device_type: DeviceType.CPU, dtype: ScalarType.Float32 };

    /// <summary>A network's answer to a batch.</summary>
    /// <returns>Float32 logits; the caller disposes them.</returns>
    public static Tensor Predict(IFusedNetwork network, Tensor images)
    {
        using var scope = NewDisposeScope();
        return network.Forward(images, new ForwardPass(null)).Value.MoveToOuterDisposeScope();
    }

    /// <summary>A step that autograd differentiates.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">From the input's value to the output's.</param>
    /// <param name="parameters">What of it is learned.</param>
    public Activation Apply(Activation input, Func<Tensor, Tensor> function, params IReadOnlyList<Parameter> parameters)
    {
        if (tape is not null)
        {
            return tape.Apply(input, function, parameters);
        }
        using var scope = NewDisposeScope();
        var output = new Activation(function(input.Value).MoveToOuterDisposeScope());
        input.DisposeUnlessKept();
        return output;
    }

    /// <summary>A convolution.</summary>
    public Activation Convolve(Activation input, Convolution convolution)
    {
        Parameter[] parameters = convolution.Bias is null ? [convolution.Weight] : [convolution.Weight, convolution.Bias];
        return Apply(input, maps => IsMatrixProduct(maps, convolution) ? Product(maps, convolution.Weight) : PixelsFirst(convolution.forward(ChannelsFirst(maps))), parameters);
    }

    /// <summary>
    /// The first convolution of a network: of float32 whatever comes behind it, since the 8 bits of a bfloat16 would merge grey levels,
    /// and the traces that a detector looks for are differences of one.
    /// </summary>
    public Activation ConvolveImage(Activation image, Convolution convolution, Precision precision) =>
        Apply(image, pixels => PixelsFirst(convolution.forward(ChannelsFirst(pixels)).to_type(precision.Type())), convolution.Weight);

    /// <summary>Maps side by side.</summary>
    public Activation Concatenate(Activation first, Activation second)
    {
        var output = new Activation(cat([first.Value, second.Value], 3));
        if (tape is null)
        {
            first.Dispose();
            second.Dispose();
            return output;
        }
        tape.Record(() =>
        {
            using var scope = NewDisposeScope();
            var (gradient, channels) = (output.TakeGradient(), first.Value.shape[3]);
            first.AddGradient(gradient.narrow(3, 0, channels).contiguous());
            second.AddGradient(gradient.narrow(3, channels, second.Value.shape[3]).contiguous());
            output.Dispose();
        });
        return output;
    }

    /// <summary>Batch norm and the ReLU behind it.</summary>
    public Activation Rectify(Activation input, BatchNormalization norm)
    {
        var rows = PixelRows.Of(input.Value);
        if (tape is null)
        {
            NormalizationKernels.Rectify(rows, norm.OfRunningMoments(), rows);
            return input;
        }
        var moments = NormalizationKernels.Moments(rows);
        var affine = norm.OfBatch(moments, rows.Count);
        var output = new Activation(empty_like(input.Value));
        NormalizationKernels.Rectify(rows, affine, PixelRows.Of(output.Value));
        tape.Record(() =>
        {
            var gradient = output.TakeGradient();
            var given = PixelRows.Of(gradient);
            var (sum, timesDeviation) = NormalizationKernels.Sums(given, rows, affine, moments.Mean, accumulated: null);
            NormalizationKernels.Correct(given, rows, affine, norm.KeepGradients(sum, timesDeviation, moments, affine, rows.Count), given);
            input.AddGradient(gradient);
            output.Dispose();
        });
        return output;
    }

    /// <summary>The maps as PyTorch's operations want them; shares memory.</summary>
    public static Tensor ChannelsFirst(Tensor maps) => maps.permute(0, 3, 1, 2);

    /// <summary>Back to (N, H, W, C), contiguous.</summary>
    public static Tensor PixelsFirst(Tensor maps) => maps.permute(0, 2, 3, 1).contiguous();

    // A 1×1 convolution is a product of matrices, and oneDNN multiplies bfloat16 faster than it convolves. Of float32 it is the other way round.
    private static bool IsMatrixProduct(Tensor maps, Convolution convolution) =>
        maps.dtype == ScalarType.BFloat16 && convolution is { Kernel: 1, Stride: 1, Bias: null };

    private static Tensor Product(Tensor maps, Tensor weight)
    {
        var (channels, outputs) = (weight.shape[1], weight.shape[0]);
        return maps.view(-1, channels).mm(weight.view(outputs, channels).to_type(maps.dtype).t()).view([.. maps.shape[..3], outputs]);
    }
}
