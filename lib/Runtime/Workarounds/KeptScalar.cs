using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Runtime.Workarounds;

/// <summary>
/// Constants for tensor operations, for authors of a <c>Loss</c>, a network or another loop over tensors. In <c>tensor * 2.0</c>
/// TorchSharp copies the number into a native scalar. Nothing in .NET refers to that copy once the native call has begun, so the garbage
/// collector may free it while libtorch still reads it. In a training loop this happens sooner or later: the operation throws or, worse,
/// computes with a wrong number.
/// </summary>
/// <remarks>
/// <para>
/// What to write: <c>tensor * KeptScalar.Of(2)</c> for constants; <c>using Scalar rate = value;</c> for other numbers, since kept scalars
/// are never freed. <c>left + right</c> and <c>left - 1</c> contain a hidden scalar too, the factor of the second term: write
/// <see cref="Plus(Tensor, Tensor)"/> and <see cref="Plus(Tensor, double)"/>, and <see cref="OneMinus"/> for <c>1 - tensor</c>. Write
/// squares as products. <c>left * right</c>, <c>left / right</c> and <c>left - right</c> of two tensors are safe.
/// </para>
/// <para>
/// Broken: TorchSharp 0.107.0. Operators and overloads create a <c>Scalar</c> with a finalizer and pass only its handle to libtorch. The
/// open pull requests dotnet/TorchSharp#1434 (operators) and #1496 (all implicit conversions) dispose such scalars after the call, which
/// also keeps them alive during it. Detected: not at run time; this class is always in use. Delete: when the referenced TorchSharp contains
/// #1496; callers then write plain numbers.
/// </para>
/// </remarks>
/// <example><code>
/// using var logits = torch.rand(4, 2);
/// using var halved = logits * KeptScalar.Of(0.5);
/// using var inverted = halved.OneMinus();
/// using var sum = halved.Plus(inverted);
/// </code></example>
public static class KeptScalar
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>The scalar of a constant, the same object each time. Never dispose it.</summary>
    /// <param name="value">A constant: its scalar is kept until the process ends.</param>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, static number => number.ToScalar());

    /// <summary>left + right.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that broadcasts with the other.</param>
    /// <returns>The caller disposes it.</returns>
    public static Tensor Plus(this Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.add(right, Of(1));
    }

    /// <summary>left + right for a constant.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A constant, see <see cref="Of"/>.</param>
    /// <returns>The shape of <paramref name="left"/>; the caller disposes it.</returns>
    public static Tensor Plus(this Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.add(Of(right), Of(1));
    }

    /// <summary>1 − tensor.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The same shape; the caller disposes it.</returns>
    public static Tensor OneMinus(this Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.neg().Plus(1);
    }
}
