using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

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
