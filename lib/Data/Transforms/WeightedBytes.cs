using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telltale.Data.Transforms;

/// <summary>The inner loop of resampling.</summary>
internal static class WeightedBytes
{
    /// <summary>Sixteen weighted sums at once, in the fixed-point arithmetic of <see cref="TriangleFilter"/>.</summary>
    /// <param name="bytes">Starts with the first sixteen bytes; the others follow at a stride.</param>
    /// <param name="stride">In bytes.</param>
    /// <param name="weights">One per group of sixteen.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Sum(ReadOnlySpan<byte> bytes, int stride, ReadOnlySpan<int> weights)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stride * (weights.Length - 1) + Vector128<byte>.Count, bytes.Length);
        ref var from = ref MemoryMarshal.GetReference(bytes);
        var first = Vector256.Create(TriangleFilter.Half);
        var second = first;
        foreach (var weight in weights)
        {
            var sixteen = Vector256.WidenLower(Vector128.LoadUnsafe(ref from).ToVector256Unsafe());
            first += Vector256.WidenLower(sixteen).AsInt32() * weight;
            second += Vector256.WidenUpper(sixteen).AsInt32() * weight;
            from = ref Unsafe.Add(ref from, stride);
        }
        var levels = Vector256.Narrow(first >> TriangleFilter.FractionBits, second >> TriangleFilter.FractionBits);
        return Vector128.Narrow(levels.GetLower(), levels.GetUpper()).AsByte();
    }
}
