using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>Concatenates two feature maps along the channels.</summary>
internal static class ConcatenationStep
{
    /// <summary>(N, H, W, C) and (N, H, W, D) to (N, H, W, C + D).</summary>
    public static Activation Concatenate(GradientTape? tape, Activation first, Activation second)
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
        second.DisposeUnlessKept(); // the backward pass only needs its gradient
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
}
