namespace Telltale.Workbench.Engine;

/// <summary>
/// Refuses .NET Interactive's magic commands. They begin with <c>#!</c>, which C# scripts ignore on the first line: the cell would
/// silently do something other than what its author wrote.
/// </summary>
internal static class Magics
{
    /// <summary>The code, if it is plain C#.</summary>
    /// <exception cref="NotSupportedException">The cell begins with a magic command.</exception>
    public static string Checked(string code)
    {
        var firstLine = code.Split('\n', 2)[0].Trim();
        return !firstLine.StartsWith("#!", StringComparison.Ordinal) || firstLine is "#!csharp" or "#!c#"
            ? code
            : throw new NotSupportedException(
                $"'{firstLine}' is a magic command of .NET Interactive, which this kernel does not support. Remove it: cells are C#.");
    }
}
