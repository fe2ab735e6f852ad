using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>
/// Remembers how a network's output came about, step by step, to go back over it for the gradients. Autograd does the same for every
/// operation of its own; here a step may be many operations that share their work, which autograd cannot know.
/// </summary>
/// <param name="part">The images that are learned from.</param>
/// <remarks>Used within one dispose scope, which frees what is left.</remarks>
internal sealed class GradientTape(SharedBatch.Part part)
{
    private readonly Stack<Action> steps = [];
    private readonly List<(Parameter Parameter, Tensor Gradient)> gradients = [];

    /// <summary>The images that are learned from.</summary>
    public SharedBatch.Part Part => part;

    /// <summary>What <see cref="Backward"/> found, always in the same order; the caller owns the gradients.</summary>
    public IReadOnlyList<(Parameter Parameter, Tensor Gradient)> Gradients => gradients;

    /// <summary>Adds a step.</summary>
    /// <param name="backward">Takes the gradient of the step's output, adds to that of its inputs.</param>
    public void Record(Action backward) => steps.Push(backward);

    /// <summary>Keeps what a step found.</summary>
    /// <param name="parameter">What is learned.</param>
    /// <param name="gradient">Of the loss by it; float32; from here on this object's.</param>
    public void Keep(Parameter parameter, Tensor gradient) => gradients.Add((parameter, gradient.DetachFromDisposeScope()));

    /// <summary>A step that autograd differentiates.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">From the input's value to the output's.</param>
    /// <param name="parameters">What of it is learned.</param>
    public Activation Apply(Activation input, Func<Tensor, Tensor> function, params IReadOnlyList<Parameter> parameters)
    {
        var (source, result) = Differentiable(input, function);
        var output = new Activation(result.detach());
        Record(() =>
        {
            using var scope = NewDisposeScope();
            var gradient = output.TakeGradient();
            IEnumerable<Tensor> wanted = input.NeedsGradient ? [source, .. parameters] : parameters;
            var found = new Queue<Tensor>(autograd.grad([result], [.. wanted], [gradient]));
            if (input.NeedsGradient)
            {
                input.AddGradient(found.Dequeue());
            }
            foreach (var parameter in parameters)
            {
                Keep(parameter, found.Dequeue());
            }
            source.Dispose();
            result.Dispose();
            output.Dispose();
        });
        return output;
    }

    /// <summary>
    /// A step that autograd differentiates and that is done again on the way back, since that takes less than what autograd would keep.
    /// </summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">From the input's value to the output's.</param>
    public Activation Repeat(Activation input, Func<Tensor, Tensor> function)
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

    /// <summary>Goes back over all steps, last to first.</summary>
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

    // What the function makes on its way lives on only where autograd needs it.
    private static Tensor Run(Func<Tensor, Tensor> function, Tensor source)
    {
        using var scope = NewDisposeScope();
        return function(source).MoveToOuterDisposeScope();
    }
}
