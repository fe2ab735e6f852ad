using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>Lets a cell print this much and then says so: a browser that is sent more stops answering its user.</summary>
internal sealed class StreamLimit
{
    /// <summary>Characters of one cell that are shown.</summary>
    public const int Characters = 10_000_000;

    private long printed;

    /// <summary>What is to be shown of a text; null where it is nothing.</summary>
    public StreamOutput? Cut(StreamOutput output)
    {
        var left = Characters - printed;
        printed += output.Text.Length;
        return printed <= Characters ? output
            : left > 0 ? output with { Text = output.Text[..(int)left] }
            : null;
    }

    /// <summary>What to say at the end; null where all was shown.</summary>
    public string? Remark =>
        printed <= Characters ? null : $"\n[{printed - Characters:N0} more characters were printed and are not shown]\n";
}
