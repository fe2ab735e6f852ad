using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>The output of a step of a network, and the gradient of the loss with respect to it.</summary>
/// <param name="value">Owned by this object or by the dispose scope around it.</param>
/// <param name="needsGradient">False if no gradient is needed, as for images.</param>
/// <param name="recompute">Recomputes the value, if that is cheaper than keeping it; null otherwise.</param>
internal sealed class Activation(Tensor value, bool needsGradient = true, Func<Tensor>? recompute = null) : IDisposable
{
    private Tensor? value = value;
    private Tensor? gradient;

    /// <summary>The value, detached from autograd; recomputed if it was released.</summary>
    public Tensor Value => value ??= recompute!().DetachFromDisposeScope();

    /// <summary>Whether its gradient is needed.</summary>
    public bool NeedsGradient => needsGradient;

    /// <summary>True if a later step reads it again, so that no earlier step may free it.</summary>
    public bool IsKept { get; set; }

    /// <summary>Frees it, unless it is kept.</summary>
    public void DisposeUnlessKept()
    {
        if (!IsKept)
        {
            Dispose();
        }
    }

    /// <summary>
    /// Frees the value until it is read again, unless it is kept or cannot be recomputed (Pleiss et al.: Memory-Efficient Implementation of
    /// DenseNets, 2017).
    /// </summary>
    public void Release()
    {
        if (recompute is not null && !IsKept)
        {
            value?.Dispose();
            value = null;
        }
    }

    /// <summary>Adds to the gradient.</summary>
    /// <param name="part">The shape of the value; ownership passes to this object.</param>
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

    /// <summary>The sum of all gradients, contiguous; ownership passes to the caller.</summary>
    public Tensor TakeGradient()
    {
        var whole = gradient ?? throw new InvalidOperationException("No later step added a gradient to this activation.");
        gradient = null;
        using (whole)
        {
            return whole.contiguous();
        }
    }

    /// <summary>Frees value and gradient.</summary>
    public void Dispose()
    {
        value?.Dispose();
        gradient?.Dispose();
    }
}
