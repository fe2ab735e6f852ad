using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>
/// Records the steps of a forward pass for the backward pass. Autograd does the same for each single operation; here a step may be several
/// operations that share intermediate results.
/// </summary>
/// <param name="part">The part of the batch that is trained on.</param>
/// <remarks>Use it within one dispose scope, which frees the remaining tensors.</remarks>
internal sealed class GradientTape(SharedBatch.Part part)
{
    private readonly Stack<Action> steps = [];
    private readonly List<(Parameter Parameter, Tensor Gradient)> gradients = [];

    /// <summary>The part of the batch that is trained on.</summary>
    public SharedBatch.Part Part => part;

    /// <summary>The gradients computed by <see cref="Backward"/>, always in the same order; the caller owns them.</summary>
    public IReadOnlyList<(Parameter Parameter, Tensor Gradient)> Gradients => gradients;

    /// <summary>Adds a step.</summary>
    /// <param name="backward">Takes the gradient of the step's output and adds to those of its inputs.</param>
    public void Record(Action backward) => steps.Push(backward);

    /// <summary>Stores the gradient of a parameter.</summary>
    /// <param name="parameter">A trained parameter.</param>
    /// <param name="gradient">The gradient of the loss with respect to it, float32; ownership passes to the tape.</param>
    public void StoreGradient(Parameter parameter, Tensor gradient) => gradients.Add((parameter, gradient.DetachFromDisposeScope()));

    /// <summary>A step that autograd differentiates.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">Maps the input's value to the output's.</param>
    /// <param name="parameters">The parameters that the function reads.</param>
    public Activation Apply(Activation input, Func<Tensor, Tensor> function, params IReadOnlyList<Parameter> parameters)
    {
        var (source, result) = Differentiable(input, function);
        var output = new Activation(result.detach());
        Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = output.TakeGradient();
            IEnumerable<Tensor> sources = input.NeedsGradient ? [source, .. parameters] : parameters;
            var results = new Queue<Tensor>(autograd.grad([result], [.. sources], [gradient]));
            if (input.NeedsGradient)
            {
                input.AddGradient(results.Dequeue());
            }
            foreach (var parameter in parameters)
            {
                StoreGradient(parameter, results.Dequeue());
            }
            source.Dispose();
            result.Dispose();
            output.Dispose();
        });
        return output;
    }

    /// <summary>
    /// A step that the backward pass recomputes and autograd differentiates: cheaper than keeping what autograd would keep.
    /// </summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">Maps the input's value to the output's.</param>
    public Activation ApplyRecomputed(Activation input, Func<Tensor, Tensor> function)
    {
        using var noGradients = no_grad();
        var output = new Activation(Run(function, input.Value));
        input.Release();
        Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = output.TakeGradient();
            output.Dispose();
            var (source, result) = Differentiable(input, function);
            input.AddGradient(autograd.grad([result], [source], [gradient])[0]);
            input.Release();
        });
        return output;
    }

    /// <summary>Runs the backward pass over all steps, last to first.</summary>
    public void Backward()
    {
        using var noGradients = no_grad();
        while (steps.TryPop(out var step))
        {
            step();
        }
    }

    private static (Tensor Source, Tensor Result) Differentiable(Activation input, Func<Tensor, Tensor> function)
    {
        using var recorded = enable_grad();
        var source = input.Value.detach().requires_grad_(input.NeedsGradient);
        return (source, Run(function, source));
    }

    // Frees intermediate tensors unless autograd needs them.
    private static Tensor Run(Func<Tensor, Tensor> function, Tensor source)
    {
        using var scope = NewDisposeScope();
        return function(source).MoveToOuterDisposeScope();
    }
}
