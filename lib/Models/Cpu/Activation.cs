using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>What a step of a network gave, and the gradient of the loss by it.</summary>
/// <param name="value">Owned by this object or by the dispose scope around it.</param>
/// <param name="needsGradient">False for what nothing is learned from, as the images.</param>
/// <param name="again">Finds the value again, where that takes less than its memory is worth; null elsewhere.</param>
internal sealed class Activation(Tensor value, bool needsGradient = true, Func<Tensor>? again = null) : IDisposable
{
    private Tensor? value = value;
    private Tensor? gradient;

    /// <summary>The value, which autograd knows nothing of; found again where it was released.</summary>
    public Tensor Value => value ??= again!().DetachFromDisposeScope();

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

    /// <summary>
    /// Frees it until it is read again, unless it is kept or cannot be found again (Pleiss et al.: Memory-Efficient Implementation of
    /// DenseNets, 2017).
    /// </summary>
    public void Release()
    {
        if (again is not null && !IsKept)
        {
            value?.Dispose();
            value = null;
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
        value?.Dispose();
        gradient?.Dispose();
    }
}
