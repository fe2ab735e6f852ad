namespace Telltale.Workbench.Engine;

/// <summary>The code of the cells that ran, to show the lines around a fault.</summary>
internal sealed class CellSources
{
    private const int Around = 2;

    private readonly Dictionary<string, string[]> cells = [];

    /// <summary>Remembers a cell; one that runs again replaces what it was.</summary>
    /// <param name="name">Its name in error messages, such as "cell 3".</param>
    /// <param name="code">Its code.</param>
    public void Add(string name, string code) => cells[name] = code.Split('\n');

    /// <summary>The line of a frame and those around it, numbered and with a mark; empty if the cell is not known.</summary>
    public IEnumerable<string> LinesOf(UserFrame frame)
    {
        if (!cells.TryGetValue(frame.Cell, out var lines) || frame.Line > lines.Length)
        {
            yield break;
        }

        for (var line = Math.Max(1, frame.Line - Around); line <= Math.Min(lines.Length, frame.Line + Around); line++)
        {
            yield return $"     {(line == frame.Line ? '>' : ' ')} {line,3} | {lines[line - 1].TrimEnd()}";
        }
    }
}
