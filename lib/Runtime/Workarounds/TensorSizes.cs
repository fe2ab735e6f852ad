using TorchSharp;

namespace Telltale.Runtime.Workarounds;

/// <summary>Sizes and strides of a tensor without native callbacks, for code that runs often.</summary>
/// <remarks>
/// <para>
/// Broken: TorchSharp 0.107.0. <c>Tensor.shape</c> and <c>stride()</c> pass a new delegate to libtorch (<c>PinnedArray.CreateArray</c> in
/// src/TorchSharp/Tensor/Tensor.cs), whose few native bytes are freed by the next garbage collection. Until then they split the memory of
/// large freed tensors, which no tensor of that size can reuse: training a U-Net needed half as much memory again. No upstream issue was
/// found.
/// </para>
/// <para>
/// Detected: not at run time; the memory of a training shows it. Delete: when <c>shape</c> and <c>stride()</c> no longer take a callback;
/// callers then use them.
/// </para>
/// </remarks>
internal static class TensorSizes
{
    /// <summary>The sizes of all dimensions, as <c>shape</c>.</summary>
    public static long[] Sizes(this torch.Tensor tensor)
    {
        var sizes = new long[tensor.dim()];
        for (var dimension = 0; dimension < sizes.Length; dimension++)
        {
            sizes[dimension] = tensor.size(dimension);
        }
        return sizes;
    }

    /// <summary>True if two tensors of the same shape have the same strides.</summary>
    public static bool HasStridesOf(this torch.Tensor tensor, torch.Tensor other) =>
        Enumerable.Range(0, (int)tensor.dim()).All(dimension => tensor.stride(dimension) == other.stride(dimension));
}
