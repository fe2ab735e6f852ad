using System.Numerics;
using System.Runtime.CompilerServices;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Checks parameters when they are set, before a background thread uses them.</summary>
internal static class Parameter
{
    /// <summary>Returns the value if it is within the bounds, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message has name, value and bounds.</exception>
    public static T Between<T>(T value, T lowest, T highest, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T> =>
        value >= lowest && value <= highest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {lowest.Invariant()} and {highest.Invariant()}.");
}
