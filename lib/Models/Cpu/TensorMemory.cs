using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Telltale.Models.Cpu;

/// <summary>Where the numbers of a tensor lie.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The address of the first number; valid as long as the tensor.</summary>
    /// <param name="tensor">On the CPU; may hold more bytes than a span can.</param>
    public static nint Start(torch.Tensor tensor)
    {
        using var first = tensor.as_strided([1], [1], tensor.storage_offset());
        return (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
