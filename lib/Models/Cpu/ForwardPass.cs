using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

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
        var parts = Parts(network, images);
        var logits = new Tensor[parts.Length];
        ProcessorTeam.Run(parts.Length, part =>
        {
            using var noGradients = no_grad(); // a setting of the thread
            using var inner = NewDisposeScope();
            logits[part] = network.Forward(parts[part], new ForwardPass(null)).Value.DetachFromDisposeScope();
        });
        var whole = cat(logits);
        Array.ForEach(logits, part => part.Dispose());
        return whole.MoveToOuterDisposeScope();
    }

    /// <summary>Gives a network's parameters the gradients of a loss.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="images">(N, 3, H, W) float32.</param>
    /// <param name="gradientOf">From the logits of the whole batch to the gradient of the loss by them.</param>
    public static void Learn(IFusedNetwork network, Tensor images, Func<Tensor, Tensor> gradientOf)
    {
        using var scope = NewDisposeScope();
        var parts = Parts(network, images);
        var batch = new SharedBatch(parts.Length);
        GradientTape[] tapes = [.. parts.Select((_, index) => new GradientTape(batch.Join(index)))];
        ProcessorTeam.Run(parts.Length, index => Learn(network, parts[index], tapes[index], gradientOf));
        foreach (var (index, (parameter, gradient)) in tapes[0].Gradients.Index())
        {
            foreach (var tape in tapes.Skip(1))
            {
                using var other = tape.Gradients[index].Gradient;
                gradient.add_(other, KeptScalar.Of(1));
            }
            parameter.grad = gradient;
            gradient.Dispose();
        }
    }

    // One a thread where that is worth it: a part of one image has too little to do between two meetings.
    private static Tensor[] Parts(IFusedNetwork network, Tensor images)
    {
        var threads = network.HasSmallSteps ? ProcessorTeam.ThreadsTogether : 1;
        return images.size(0) >= 2 * threads ? images.chunk(threads, 0) : [images];
    }

    private static void Learn(IFusedNetwork network, Tensor images, GradientTape tape, Func<Tensor, Tensor> gradientOf)
    {
        var part = tape.Part;
        try
        {
            using var scope = NewDisposeScope();
            var logits = network.Forward(images, new ForwardPass(tape));
            var all = part.Exchange(logits.Value);
            var first = all.Take(part.Index).Sum(before => before.size(0));
            var whole = part.Once(() => gradientOf(cat(all)));
            logits.AddGradient(whole.narrow(0, first, images.size(0)));
            tape.Backward();
            part.Exchange(part.Index); // nobody frees what another may still read
        }
        catch (Exception failure)
        {
            part.Fail(failure);
            throw;
        }
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

    /// <summary>A step without parameters that takes next to no time, so that going back does it again and nothing of it is remembered.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">From the input's value to the output's; autograd differentiates it.</param>
    public Activation ApplyAgain(Activation input, Func<Tensor, Tensor> function) => tape?.Repeat(input, function) ?? Apply(input, function);

    /// <summary>A convolution.</summary>
    public Activation Convolve(Activation input, Convolution convolution)
    {
        if (tape is not null && IsMatrixProduct(convolution) && ProductsHaveFastGradients(input.Value))
        {
            return Multiply(tape, input, convolution);
        }
        if (WinogradConvolution.IsFaster([input.Value], convolution))
        {
            return ConvolveTiles([input], convolution);
        }
        Parameter[] parameters = convolution.Bias is null ? [convolution.Weight] : [convolution.Weight, convolution.Bias];
        return Apply(input, maps => Convolved(maps, convolution), parameters);
    }

    /// <summary>A convolution of maps side by side.</summary>
    /// <param name="first">(N, H, W, C); of no use to steps after this one.</param>
    /// <param name="second">(N, H, W, D).</param>
    /// <param name="convolution">Of C + D channels.</param>
    public Activation Convolve(Activation first, Activation second, Convolution convolution)
    {
        first.IsKept = false;
        return WinogradConvolution.IsFaster([first.Value, second.Value], convolution)
            ? ConvolveTiles([first, second], convolution)
            : Convolve(Concatenate(first, second), convolution);
    }

    /// <summary>
    /// The first convolution of a network: of float32 whatever comes behind it, since the 8 bits of a bfloat16 would merge grey levels,
    /// and the traces that a detector looks for are differences of one.
    /// </summary>
    public Activation ConvolveImage(Activation image, Convolution convolution, Precision precision) =>
        Apply(image, pixels => PixelsFirst(convolution.forward(ChannelsFirst(pixels)).to_type(precision.Type())), convolution.Weight);

    /// <summary>A transposed convolution whose kernel is its stride: a product, since no two pixels reach the same place.</summary>
    /// <param name="input">(N, H, W, C).</param>
    /// <param name="convolution">From C channels to O.</param>
    /// <returns>(N, 2 H, 2 W, O) of the input's type.</returns>
    public Activation Enlarge(Activation input, UpConvolution convolution)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (channels, outputs) = (convolution.Weight.size(0), convolution.Bias.size(0));
        var matrix = convolution.Weight.permute(0, 2, 3, 1).reshape(channels, 4 * outputs).to_type(input.Value.dtype); // (C, 2 · 2 · O)
        var bias = convolution.Bias.to_type(input.Value.dtype).repeat(4);
        var (images, height, width) = (input.Value.size(0), input.Value.size(1), input.Value.size(2));
        var squares = addmm(bias, Rows(input.Value), matrix, beta: 1, alpha: 1).view(images, height, width, 2, 2, outputs);
        var output = new Activation(squares.permute(0, 1, 3, 2, 4, 5).contiguous().view(images, 2 * height, 2 * width, outputs).MoveToOuterDisposeScope());
        if (tape is null)
        {
            input.DisposeUnlessKept();
            return output;
        }
        matrix.MoveToOuterDisposeScope();
        tape.Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = output.TakeGradient().view(images, height, 2, width, 2, outputs).permute(0, 1, 3, 2, 4, 5).reshape(-1, 4 * outputs);
            var ofWeight = Rows(input.Value).t().mm(gradient).to_type(ScalarType.Float32);
            input.Release();
            tape.Keep(convolution.Weight, ofWeight.view(channels, 2, 2, outputs).permute(0, 3, 1, 2).contiguous());
            tape.Keep(convolution.Bias, gradient.view(-1, outputs).sum(0, type: ScalarType.Float32));
            input.AddGradient(gradient.mm(matrix.t()).view(images, height, width, channels));
            matrix.Dispose();
            output.Dispose();
        });
        input.Release();
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
        var part = tape.Part;
        var (moments, pixels) = part.Combine(NormalizationKernels.Moments(rows), rows.Count);
        var affine = norm.OfBatch(moments);
        var output = new Activation(Rectified(), again: Rectified);
        if (part.IsFirst)
        {
            norm.Remember(moments, pixels);
        }
        tape.Record(() =>
        {
            var gradient = output.TakeGradient();
            var given = PixelRows.Of(gradient);
            var (sum, timesDeviation) = part.Add(NormalizationKernels.Sums(given, rows, affine, moments.Mean, accumulated: null));
            if (part.IsFirst)
            {
                norm.KeepGradients(sum, timesDeviation, moments);
            }
            NormalizationKernels.Correct(given, rows, affine, BatchNormalization.Correction(sum, timesDeviation, moments, affine, pixels), given);
            input.AddGradient(gradient);
            output.Dispose();
        });
        return output;

        Tensor Rectified()
        {
            var maps = empty_like(input.Value);
            NormalizationKernels.Rectify(rows, affine, PixelRows.Of(maps));
            return maps;
        }
    }

    /// <summary>The maps as PyTorch's operations want them; shares memory.</summary>
    public static Tensor ChannelsFirst(Tensor maps) => maps.permute(0, 3, 1, 2);

    /// <summary>Back to (N, H, W, C), contiguous.</summary>
    public static Tensor PixelsFirst(Tensor maps) => maps.permute(0, 2, 3, 1).contiguous();

    // Of maps side by side.
    private Activation ConvolveTiles(Activation[] inputs, Convolution convolution)
    {
        using var noGradients = no_grad();
        var output = new Activation(WinogradConvolution.Of(Values(), convolution.Weight));
        if (tape is null)
        {
            Array.ForEach(inputs, input => input.DisposeUnlessKept());
            return output;
        }
        var channels = Array.ConvertAll(inputs, input => (int)input.Value.size(3));
        Array.ForEach(inputs, input => input.Release());
        tape.Record(() =>
        {
            using var gradient = output.TakeGradient();
            output.Dispose();
            tape.Keep(convolution.Weight, WinogradConvolution.GradientByKernel(Values(), gradient));
            Array.ForEach(inputs, input => input.Release());
            foreach (var (input, part) in inputs.Zip(WinogradConvolution.GradientByMaps(gradient, convolution.Weight, channels)))
            {
                input.AddGradient(part);
            }
        });
        return output;

        Tensor[] Values() => Array.ConvertAll(inputs, input => input.Value);
    }

    private Activation Concatenate(Activation first, Activation second)
    {
        var output = new Activation(cat([first.Value, second.Value], 3));
        if (tape is null)
        {
            first.DisposeUnlessKept();
            second.DisposeUnlessKept();
            return output;
        }
        var (channels, others) = (first.Value.size(3), second.Value.size(3));
        first.Release();
        second.DisposeUnlessKept(); // of what is only concatenated, going back wants no more than the gradient
        tape.Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = output.TakeGradient();
            output.Dispose();
            first.AddGradient(gradient.narrow(3, 0, channels).contiguous());
            second.AddGradient(gradient.narrow(3, channels, others).contiguous());
        });
        return output;
    }

    // What autograd would do, without its keeping of books for each of a hundred small products.
    private static Activation Multiply(GradientTape tape, Activation input, Convolution convolution)
    {
        using var noGradients = no_grad();
        var (weight, shape) = (Matrix(convolution, input.Value.dtype), input.Value.Sizes());
        var output = new Activation(input.Value.dtype == ScalarType.BFloat16 ? Product(input.Value, weight) : Convolved(input.Value, convolution));
        tape.Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = Rows(output.TakeGradient());
            output.Dispose();
            tape.Keep(convolution.Weight, gradient.t().mm(Rows(input.Value)).to_type(ScalarType.Float32).view(convolution.Weight.Sizes()));
            input.Release();
            input.AddGradient(gradient.mm(weight).view(shape));
            weight.Dispose();
        });
        input.Release();
        return output;
    }

    private static bool IsMatrixProduct(Convolution convolution) => convolution is { Kernel: 1, Stride: 1, Bias: null };

    // oneDNN multiplies bfloat16 faster than it convolves. Of float32 it is the other way round, on the way there.
    private static bool ProductsHaveFastGradients(Tensor maps) => maps.dtype == ScalarType.BFloat16 || Processor.HasFastFloat32Products;

    private static Tensor Convolved(Tensor maps, Convolution convolution)
    {
        using var scope = NewDisposeScope(); // a view left alive would keep the memory
        var convolved = maps.dtype == ScalarType.BFloat16 && IsMatrixProduct(convolution)
            ? Product(maps, Matrix(convolution, maps.dtype))
            : PixelsFirst(convolution.forward(ChannelsFirst(InManyImages(maps, convolution))));
        return convolved.view([.. maps.Sizes()[..3], convolution.Weight.size(0)]).MoveToOuterDisposeScope();
    }

    // A thread alone with few images takes a path of libtorch's of half the speed. Of a 1×1 convolution each pixel may be an image of its
    // own, so they are called sixteen.
    private static Tensor InManyImages(Tensor maps, Convolution convolution)
    {
        const long Enough = 16;
        var pixels = maps.size(0) * maps.size(1) * maps.size(2);
        return convolution is { Kernel: 1, Stride: 1 } && maps.size(0) < Enough && pixels % Enough == 0
            ? maps.view(Enough, 1, pixels / Enough, maps.size(3))
            : maps;
    }

    private static Tensor Product(Tensor maps, Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return Rows(maps).mm(matrix.t()).view([.. maps.Sizes()[..3], matrix.size(0)]).MoveToOuterDisposeScope();
    }

    // (outputs, channels); the caller's.
    private static Tensor Matrix(Convolution convolution, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return convolution.Weight.view(convolution.Weight.size(0), -1).to_type(type).MoveToOuterDisposeScope();
    }

    // One a pixel.
    private static Tensor Rows(Tensor maps) => maps.view(-1, maps.size(-1));
}
