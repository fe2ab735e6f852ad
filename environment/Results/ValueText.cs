using System.Globalization;

namespace Telltale.Workbench.Results;

/// <summary>Formats values for people; <c>results.json</c> has all digits.</summary>
internal static class ValueText
{
    private const double LargestWithDecimals = 1000;

    /// <summary>The measured value with its interval, such as "0.912 [0.893, 0.931]".</summary>
    public static string Measured(MeasuredResult result) => result.Value is not { } value
        ? "undefined"
        : result is { Lower: { } lower, Upper: { } upper } ? $"{Short(value)} [{Short(lower)}, {Short(upper)}]" : Short(value);

    /// <summary>The paper's value as printed there; a dash if it has none.</summary>
    public static string Paper(MeasuredResult result) =>
        result.Paper?.ToString("0.####", CultureInfo.InvariantCulture) ?? "–";

    private static string Short(double value)
    {
        var isCount = value == Math.Truncate(value) && Math.Abs(value) > 1;
        return value.ToString(isCount || Math.Abs(value) >= LargestWithDecimals ? "N0" : "0.000", CultureInfo.InvariantCulture);
    }
}
