using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>The dtype of a network's feature maps. Its weights, loss and logits are float32 either way.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the field's names.")]
public enum Precision
{
    /// <summary>32 bits.</summary>
    Float32,

    /// <summary>16 bits: the range of float32 with 8 bits of mantissa. Half the memory, and faster on GPUs and some CPUs.</summary>
    BFloat16,
}

/// <summary>A network whose feature maps may have a different dtype than its weights.</summary>
public interface IHasPrecision
{
    /// <summary>The dtype of its feature maps. Training sets it to the precision in its options.</summary>
    Precision Precision { get; set; }
}

/// <summary>Casts to a precision.</summary>
public static class PrecisionCasts
{
    /// <summary>Casts feature maps to bfloat16 if that is the precision; otherwise returns them unchanged.</summary>
    /// <param name="maps">Any floating-point dtype.</param>
    /// <param name="precision">The precision of the network.</param>
    /// <returns>The same tensor, or a new one in the caller's dispose scope.</returns>
    public static torch.Tensor In(this torch.Tensor maps, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return precision == Precision.BFloat16 ? maps.to_type(torch.ScalarType.BFloat16) : maps;
    }
}
