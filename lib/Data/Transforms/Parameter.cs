using System.Numerics;
using System.Runtime.CompilerServices;

namespace Telltale.Data.Transforms;

/// <summary>Checks the parameters of transforms when they are set, long before a background thread meets them.</summary>
internal static class Parameter
{
    /// <summary>The value, if it lies between the bounds, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not; the message shows name, value and bounds.</exception>
    public static T Between<T>(T value, T lowest, T highest, [CallerArgumentExpression(nameof(value))] string name = "") where T : INumber<T> =>
        value >= lowest && value <= highest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {lowest} and {highest}.");
}
