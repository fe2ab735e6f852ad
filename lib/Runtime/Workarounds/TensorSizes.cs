using TorchSharp;

namespace Telltale.Runtime.Workarounds;

/// <summary>
/// The sizes of a tensor, for code that runs often. TorchSharp's <c>shape</c> and <c>stride()</c> make a native callback each time, and a
/// few bytes of it lie on the native heap until the next garbage collection. There they part the memory of large freed tensors, which
/// then serves no tensor of that size again: training a U-Net took half as much memory again for it.
/// </summary>
internal static class TensorSizes
{
    /// <summary>What <c>shape</c> says.</summary>
    public static long[] Sizes(this torch.Tensor tensor)
    {
        var sizes = new long[tensor.dim()];
        for (var dimension = 0; dimension < sizes.Length; dimension++)
        {
            sizes[dimension] = tensor.size(dimension);
        }
        return sizes;
    }

    /// <summary>Whether the numbers of two tensors of one shape are in the same order in memory.</summary>
    public static bool LiesAs(this torch.Tensor tensor, torch.Tensor other) =>
        Enumerable.Range(0, (int)tensor.dim()).All(dimension => tensor.stride(dimension) == other.stride(dimension));
}
