using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>
/// A forward pass over a batch: with a tape for training (batch norms use the statistics of the batch), without for prediction (they use
/// running statistics). The steps are the extension methods in Steps. Feature maps are (N, H, W, C), contiguous.
/// </summary>
/// <param name="tape">Where steps are recorded; null for prediction.</param>
internal sealed class ForwardPass(GradientTape? tape)
{
    /// <summary>Where steps are recorded; null for prediction.</summary>
    public GradientTape? Tape => tape;

    /// <summary>A step that autograd differentiates.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">Maps the input's value to the output's.</param>
    /// <param name="parameters">The parameters that the function reads.</param>
    public Activation Differentiable(Activation input, Func<Tensor, Tensor> function, params IReadOnlyList<Parameter> parameters)
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

    /// <summary>A cheap step without parameters: the backward pass recomputes it, so that no intermediate result is kept.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">Maps the input's value to the output's; autograd differentiates it.</param>
    public Activation Recomputed(Activation input, Func<Tensor, Tensor> function) =>
        tape?.ApplyRecomputed(input, function) ?? Differentiable(input, function);
}
