using Telltale.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Remembers how a network's output came about, step by step, to go back over it for the gradients. Autograd does the same for every
/// operation of its own; here a step may be many operations that share their work, which autograd cannot know.
/// </summary>
/// <remarks>Used within one dispose scope, which frees what is left.</remarks>
internal sealed class GradientTape
{
    private readonly Stack<Action> steps = [];

    /// <summary>Adds a step.</summary>
    /// <param name="backward">Takes the gradient of the step's output, adds to that of its inputs, keeps those of its parameters.</param>
    public void Record(Action backward) => steps.Push(backward);

    /// <summary>A step that autograd differentiates.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="function">From the input's value to the output's.</param>
    /// <param name="parameters">What of it is learned; their gradients are kept.</param>
    public Activation Apply(Activation input, Func<Tensor, Tensor> function, params IReadOnlyList<Parameter> parameters)
    {
        using var gradients = enable_grad();
        var source = input.Value.detach().requires_grad_(input.NeedsGradient);
        var result = Run(function, source);
        var output = new Activation(result.detach());
        Record(() =>
        {
            using var scope = NewDisposeScope();
            IEnumerable<Tensor> wanted = input.NeedsGradient ? [source, .. parameters] : parameters;
            var found = new Queue<Tensor>(autograd.grad([result], [.. wanted], [output.TakeGradient()]));
            if (input.NeedsGradient)
            {
                input.AddGradient(found.Dequeue());
            }
            foreach (var parameter in parameters)
            {
                parameter.grad = found.Dequeue();
            }
            source.Dispose();
            result.Dispose();
            output.Dispose();
        });
        return output;
    }

    // What the function makes on its way lives on only where autograd needs it.
    private static Tensor Run(Func<Tensor, Tensor> function, Tensor source)
    {
        using var scope = NewDisposeScope();
        return function(source).MoveToOuterDisposeScope();
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
}

/// <summary>What a step of a network gave, and the gradient of the loss by it.</summary>
/// <param name="value">Owned by this object or by the dispose scope around it.</param>
/// <param name="needsGradient">False for what nothing is learned from, as the images.</param>
internal sealed class Activation(Tensor value, bool needsGradient = true) : IDisposable
{
    private Tensor? gradient;

    /// <summary>The value, which autograd knows nothing of.</summary>
    public Tensor Value => value;

    /// <summary>Whether its gradient is of use.</summary>
    public bool NeedsGradient => needsGradient;

    /// <summary>True where a later step reads it again, so that no step before may free it.</summary>
    public bool IsKept { get; set; }

    /// <summary>Frees it, unless it is kept.</summary>
    public void DisposeUnlessKept()
    {
        if (!IsKept)
        {
            Dispose();
        }
    }

    /// <summary>Adds to the gradient.</summary>
    /// <param name="part">Of the value's shape; from here on this object's.</param>
    public void AddGradient(Tensor part)
    {
        if (gradient is null)
        {
            gradient = part.DetachFromDisposeScope();
            return;
        }
        using var scope = NewDisposeScope();
        gradient.add_(part, KeptScalar.Of(1));
        part.Dispose();
    }

    /// <summary>The whole gradient, in the layout of the value; the caller's from here on.</summary>
    public Tensor TakeGradient()
    {
        var whole = gradient ?? throw new InvalidOperationException("Nothing after this step gave it a gradient.");
        gradient = null;
        using (whole)
        {
            return whole.contiguous();
        }
    }

    /// <summary>Frees value and gradient.</summary>
    public void Dispose()
    {
        value.Dispose();
        gradient?.Dispose();
    }
}
