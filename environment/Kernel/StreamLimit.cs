using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>Limits the text that a cell prints: a browser stops responding if it receives more.</summary>
internal sealed class StreamLimit
{
    /// <summary>Maximum number of characters shown per cell.</summary>
    public const int Characters = 10_000_000;

    private long printed;

    /// <summary>The part of a text to show; null if there is none.</summary>
    public StreamOutput? Cut(StreamOutput output)
    {
        var left = Characters - printed;
        printed += output.Text.Length;
        return printed <= Characters ? output
            : left > 0 ? output with { Text = output.Text[..(int)left] }
            : null;
    }

    /// <summary>A remark on what was not shown; null if everything was.</summary>
    public string? Remark =>
        printed <= Characters ? null : $"\n[{printed - Characters:N0} more characters were printed and are not shown]\n";
}
