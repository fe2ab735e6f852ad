using System.Globalization;
using System.Text.RegularExpressions;

namespace Telltale.Data;

/// <summary>
/// Reads the decimal numbers of one CSV file. A decimal comma is accepted; a number that can be read in two ways, such as 1,234, and a
/// file with both decimal separators are not.
/// </summary>
/// <param name="decimalSeparator">Given by the caller; null to find out.</param>
internal sealed partial class ManifestNumbers(char? decimalSeparator)
{
    private (char Separator, string Text, int Line)? first;

    /// <summary>Reads a finite number.</summary>
    /// <param name="text">The number, without surrounding spaces.</param>
    /// <param name="row">For errors.</param>
    /// <param name="column">For errors.</param>
    /// <exception cref="ManifestException">It is not a finite number, or can be read in two ways.</exception>
    public double Read(string text, ManifestRow row, string column)
    {
        if (!Shape().IsMatch(text)
            || !double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            throw row.Error($"the {column} '{text}' is not a finite number",
                "Write it as 0.25 or 0,25, without separators of thousands, or remove the line.");
        }
        var used = text.Contains(',', StringComparison.Ordinal) ? ',' : text.Contains('.', StringComparison.Ordinal) ? '.' : (char?)null;
        if (used is { } separator)
        {
            RequireOneReading(text, separator, row, column);
        }
        return number;
    }

    private void RequireOneReading(string text, char separator, ManifestRow row, string column)
    {
        if (decimalSeparator is null && separator == ',' && Thousands().IsMatch(text))
        {
            throw row.Error($"the {column} '{text}' can be read in two ways: {text.Replace(',', '.')} or "
                + $"{text.Replace(",", "", StringComparison.Ordinal)}",
                "Write it with a decimal point, or pass CsvOptions { DecimalSeparator = ',' }.");
        }
        var expected = first ?? (decimalSeparator ?? separator, text, row.Line);
        if (expected.Separator != separator)
        {
            throw row.Error(
                $"the {column} '{text}' has a decimal {NameOf(separator)}, " + (first is null
                    ? $"but a decimal {NameOf(expected.Separator)} was asked for"
                    : $"but '{expected.Text}' on line {expected.Line} a decimal {NameOf(expected.Separator)}"),
                "Write all numbers in one way.");
        }
        first ??= expected;
    }

    private static string NameOf(char separator) => separator == ',' ? "comma" : "point";

    [GeneratedRegex(@"^[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d+)?$", RegexOptions.ECMAScript)]
    private static partial Regex Shape();

    // 0,123 has no thousands.
    [GeneratedRegex(@"^[+-]?[1-9]\d{0,2},\d{3}$", RegexOptions.ECMAScript)]
    private static partial Regex Thousands();
}
