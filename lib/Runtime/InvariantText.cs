using System.Globalization;

namespace Telltale.Runtime;

/// <summary>Numbers as text that is the same on every host: <c>0.4375</c>, also where the system writes 0,4375.</summary>
internal static class InvariantText
{
    /// <summary>A number or a time in the invariant culture; for interpolated strings, which take the culture of the host.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">A format such as <c>0.000</c>; null for the shortest text that reads back as the same value.</param>
    public static string Invariant(this IFormattable value, string? format = null) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>
    /// Calls a function in the invariant culture. A record's own ToString takes the culture of the host, also that of a transform or a
    /// network which this library does not know.
    /// </summary>
    /// <param name="describe">Returns text; must not start work on other threads.</param>
    public static string InInvariantCulture(Func<string> describe)
    {
        var usual = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return describe();
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }
}
