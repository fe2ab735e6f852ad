using System.Text;

namespace Telltale.Workbench.Notebooks;

/// <summary>
/// Text as a terminal would show it: a carriage return overwrites the line, so that only the last state of a progress bar remains.
/// Keeps the first <see cref="Limit"/> characters, followed by a remark if there were more.
/// </summary>
internal sealed class StreamFold
{
    /// <summary>Maximum number of characters kept; a notebook with more would be slow to open.</summary>
    public const int Limit = 1_000_000;

    private readonly StringBuilder lines = new();
    private readonly StringBuilder line = new();
    private bool returned;
    private long dropped;

    /// <summary>The last non-empty line, finished or not, for a progress display.</summary>
    public string LastLine { get; private set; } = "";

    public string Text => dropped == 0
        ? $"{lines}{line}"
        : $"{lines}{line}\n[{dropped:N0} more characters were printed and are not stored]\n";

    public void Append(string text)
    {
        foreach (var character in text)
        {
            Append(character);
        }

        if (line.Length > 0)
        {
            LastLine = line.ToString();
        }
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
        {
            line.Clear();
        }

        returned = false;
        if (lines.Length + line.Length < Limit)
        {
            line.Append(character);
        }
        else
        {
            dropped++;
        }
    }

    private void EndLine()
    {
        if (line.Length > 0)
        {
            LastLine = line.ToString();
        }

        returned = false;
        if (dropped > 0)
        {
            return;
        }

        lines.Append(line).Append('\n');
        line.Clear();
    }
}
