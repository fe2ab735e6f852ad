using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>An <see cref="UpConvolution"/> as a matrix product: its kernel is as large as its stride, so outputs do not overlap.</summary>
internal static class UpConvolutionStep
{
    /// <summary>Doubles the resolution.</summary>
    /// <param name="pass">For training or prediction.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <param name="convolution">From C channels to O.</param>
    /// <returns>(N, 2 H, 2 W, O) in the dtype of the input.</returns>
    public static Activation UpConvolve(this ForwardPass pass, Activation input, UpConvolution convolution)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (channels, outputs) = (convolution.Weight.size(0), convolution.Bias.size(0));
        var matrix = convolution.Weight.permute(0, 2, 3, 1).reshape(channels, 4 * outputs).to_type(input.Value.dtype); // (C, 2 · 2 · O)
        var bias = convolution.Bias.to_type(input.Value.dtype).repeat(4);
        var (images, height, width) = (input.Value.size(0), input.Value.size(1), input.Value.size(2));
        var blocks = addmm(bias, input.Value.AsRows(), matrix, beta: 1, alpha: 1).view(images, height, width, 2, 2, outputs);
        var upsampled = blocks.permute(0, 1, 3, 2, 4, 5).contiguous().view(images, 2 * height, 2 * width, outputs);
        var output = new Activation(upsampled.MoveToOuterDisposeScope());
        if (pass.Tape is not { } tape)
        {
            input.DisposeUnlessKept();
            return output;
        }
        matrix.MoveToOuterDisposeScope();
        tape.Record(() =>
        {
            using var inner = NewDisposeScope();
            var gradient = output.TakeGradient().view(images, height, 2, width, 2, outputs)
                .permute(0, 1, 3, 2, 4, 5).reshape(-1, 4 * outputs);
            var ofWeight = input.Value.AsRows().t().mm(gradient).to_type(ScalarType.Float32);
            input.Release();
            tape.StoreGradient(convolution.Weight, ofWeight.view(channels, 2, 2, outputs).permute(0, 3, 1, 2).contiguous());
            tape.StoreGradient(convolution.Bias, gradient.view(-1, outputs).sum(0, type: ScalarType.Float32));
            input.AddGradient(gradient.mm(matrix.t()).view(images, height, width, channels));
            matrix.Dispose();
            output.Dispose();
        });
        input.Release();
        return output;
    }
}
