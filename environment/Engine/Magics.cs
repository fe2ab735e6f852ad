namespace Telltale.Workbench.Engine;

/// <summary>
/// The magic commands of .NET Interactive that this kernel knows. They begin with <c>#!</c>, which C# scripts ignore on the first line: of
/// others the cell would silently do something other than what its author wrote, so they are refused.
/// </summary>
/// <param name="Code">The cell without its commands; lines keep their numbers.</param>
/// <param name="IsTimed">Whether to say how long the cell took (<c>#!time</c>).</param>
/// <param name="ListsVariables">Whether to list the variables afterwards (<c>#!who</c>, <c>#!whos</c>).</param>
internal sealed record Magics(string Code, bool IsTimed, bool ListsVariables)
{
    /// <summary>Reads the commands at the top of a cell.</summary>
    /// <exception cref="NotSupportedException">The cell begins with another magic command.</exception>
    public static Magics Read(string code)
    {
        var lines = code.Split('\n');
        var cell = new Magics(code, false, false);
        for (var index = 0; index < lines.Length && lines[index].TrimStart().StartsWith("#!", StringComparison.Ordinal); index++)
        {
            var line = lines[index].Trim();
            cell = line switch
            {
                "#!time" => cell with { IsTimed = true },
                "#!who" or "#!whos" => cell with { ListsVariables = true },
                "#!csharp" or "#!c#" => cell,
                _ => throw new NotSupportedException(
                    $"'{line}' is a magic command of .NET Interactive, which this kernel does not support; it knows #!time and #!whos. "
                    + "Remove it: cells are C#."),
            };
            lines[index] = "";
        }

        return cell with { Code = string.Join('\n', lines) };
    }
}
