namespace Telltale.Workbench.Engine;

/// <summary>
/// .NET Interactive's magic commands begin with <c>#!</c>, which C# scripts skip on their first line: a cell would silently do
/// something else than its author wrote.
/// </summary>
internal static class Magics
{
    /// <summary>The code itself, when it holds nothing but C#.</summary>
    /// <exception cref="NotSupportedException">The cell asks for another language or tool.</exception>
    public static string Checked(string code)
    {
        var firstLine = code.Split('\n', 2)[0].Trim();
        return !firstLine.StartsWith("#!", StringComparison.Ordinal) || firstLine is "#!csharp" or "#!c#"
            ? code
            : throw new NotSupportedException(
                $"'{firstLine}' is a magic command of .NET Interactive, which this notebook runs without. Cells are plain C#: remove it.");
    }
}
