using System.Collections.Concurrent;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>
/// Numbers that tensor operations are given. TorchSharp frees the native copy of a number once nothing in .NET refers to it, which
/// the garbage collector may find while the operation still reads it: the result is then an exception or, worse, a wrong number.
/// These are kept for good, so they are for constants; a number that changes goes through <c>using Scalar</c>.
/// </summary>
internal static class KeptScalar
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>The one scalar of a value; never disposed.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, static number => number.ToScalar());
}
