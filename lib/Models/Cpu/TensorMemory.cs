using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Telltale.Models.Cpu;

/// <summary>The memory of a tensor.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The address of the first element; valid as long as the tensor.</summary>
    /// <param name="tensor">A tensor on the CPU; it may be larger than a span.</param>
    public static nint Start(torch.Tensor tensor)
    {
        using var first = tensor.as_strided([1], [1], tensor.storage_offset());
        return (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
