using System.Globalization;

namespace Telltale.Workbench.Results;

/// <summary>Figures as people read them; <c>results.json</c> has all their digits.</summary>
internal static class FigureText
{
    private const double CountsStartAt = 1000;

    /// <summary>The measured value with its interval, such as "0.912 [0.893, 0.931]".</summary>
    public static string Measured(MeasuredResult result) => result.Value is not { } value
        ? "undefined"
        : result is { Lower: { } lower, Upper: { } upper } ? $"{Short(value)} [{Short(lower)}, {Short(upper)}]" : Short(value);

    /// <summary>The paper's figure as it is printed there; a dash where it has none.</summary>
    public static string Paper(MeasuredResult result) =>
        result.Paper?.ToString("0.####", CultureInfo.InvariantCulture) ?? "–";

    private static string Short(double value) => Math.Abs(value) >= CountsStartAt || (value == Math.Truncate(value) && Math.Abs(value) > 1)
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("0.000", CultureInfo.InvariantCulture);
}
