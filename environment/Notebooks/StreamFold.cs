using System.Text;

namespace Telltale.Workbench.Notebooks;

/// <summary>
/// Text as a terminal would leave it: a carriage return goes back to the start of the line, so that of a progress bar only the last
/// state remains. Keeps at most <see cref="Limit"/> characters, the first ones, and then says so.
/// </summary>
internal sealed class StreamFold
{
    /// <summary>Characters kept; a cell that prints more makes no notebook anybody opens.</summary>
    public const int Limit = 1_000_000;

    private readonly StringBuilder lines = new();
    private readonly StringBuilder line = new();
    private bool returned;
    private long dropped;

    /// <summary>The last line that holds something, finished or not: what a progress display shows.</summary>
    public string LastLine { get; private set; } = "";

    public string Text => dropped == 0 ? $"{lines}{line}" : $"{lines}{line}\n[{dropped:N0} more characters were printed and are not kept]\n";

    public void Append(string text)
    {
        foreach (var character in text)
            Append(character);
        if (line.Length > 0)
            LastLine = line.ToString();
    }

    private void Append(char character)
    {
        switch (character)
        {
            case '\r':
                returned = true;
                break;
            case '\n':
                EndLine();
                break;
            default:
                Extend(character);
                break;
        }
    }

    private void Extend(char character)
    {
        if (returned)
            line.Clear();
        returned = false;
        if (lines.Length + line.Length < Limit)
            line.Append(character);
        else
            dropped++;
    }

    private void EndLine()
    {
        if (line.Length > 0)
            LastLine = line.ToString();
        returned = false;
        if (dropped > 0)
            return;
        lines.Append(line).Append('\n');
        line.Clear();
    }
}
