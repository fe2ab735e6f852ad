using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>A 3×3 convolution and its gradients by <see cref="WinogradConvolution"/>.</summary>
internal static class WinogradStep
{
    /// <summary>The convolution.</summary>
    /// <param name="tape">Where it is recorded; null for prediction.</param>
    /// <param name="inputs">Feature maps, concatenated along the channels without a copy.</param>
    /// <param name="convolution">The convolution of all their channels.</param>
    public static Activation Convolve(GradientTape? tape, Activation[] inputs, Convolution convolution)
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
            tape.StoreGradient(convolution.Weight, WinogradConvolution.KernelGradient(Values(), gradient));
            Array.ForEach(inputs, input => input.Release());
            foreach (var (input, part) in inputs.Zip(WinogradConvolution.InputGradients(gradient, convolution.Weight, channels)))
            {
                input.AddGradient(part);
            }
        });
        return output;

        Tensor[] Values() => Array.ConvertAll(inputs, input => input.Value);
    }
}
