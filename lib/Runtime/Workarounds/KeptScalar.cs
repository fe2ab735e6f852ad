using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Runtime.Workarounds;

/// <summary>
/// Numbers that tensor operations are given. TorchSharp frees the native copy of a number once nothing in .NET refers to it, which
/// the garbage collector may find while the operation still reads it: the result is then an exception or, worse, a wrong number.
/// These are kept for good, so they are for constants; a number that changes goes through <c>using Scalar</c>. Sums hide such a number
/// (the factor of the second term), so in training they are written <see cref="Plus(Tensor, Tensor)"/>, and squares as products.
/// </summary>
internal static class KeptScalar
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>The one scalar of a value; never disposed.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, static number => number.ToScalar());

    /// <summary>The sum of two tensors.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, Of(1));

    /// <summary>A tensor with a constant added.</summary>
    public static Tensor Plus(this Tensor left, double right) => left.add(Of(right), Of(1));

    /// <summary>1 − a tensor.</summary>
    public static Tensor OneMinus(this Tensor tensor) => tensor.neg().Plus(1);
}
