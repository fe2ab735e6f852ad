using System.Globalization;

namespace Telltale.Workbench.Engine;

/// <summary>A value in one short line, for a cell of a table.</summary>
internal static class CellText
{
    private const int Longest = 80;

    public static string Of(object? value)
    {
        var text = Plain(value).ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : $"{text[..Longest]}…";
    }

    private static string Plain(object? value)
    {
        try
        {
            return value switch
            {
                null => "null",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "",
            };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The user's own ToString may fail, for example on something that was disposed.
            return $"({error.GetType().Name})";
        }
    }
}
