using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Hosting;

/// <summary>Says why a process ended in the middle of a cell.</summary>
internal static class ProcessEnd
{
    private const int SignalBase = 128;
    private const int LinesKept = 8;
    private static readonly string[] LastWords = ["Unhandled exception.", "Stack overflow.", "Fatal error.", "Out of memory."];

    /// <summary>The system's or the cell's doing.</summary>
    /// <param name="exitCode">What the process left.</param>
    /// <param name="lastWords">What it last wrote to standard error: the runtime says there what it dies of.</param>
    public static CellError Describe(int exitCode, string lastWords)
    {
        var reason = exitCode switch
        {
            SignalBase + 6 => "it aborted, as after an exception on a thread of its own or a failed assertion in a native library (SIGABRT)",
            SignalBase + 9 => "it was killed, by somebody or because the machine's memory was used up (SIGKILL)",
            SignalBase + 11 => "a native library crashed (SIGSEGV)",
            > SignalBase => $"it received signal {exitCode - SignalBase}",
            _ => $"the cell, or something it called, ended the process with exit code {exitCode}",
        };
        var message = $"The notebook's process ended while this cell ran: {reason}.";
        return new CellError("Process ended", message, null, null, [message, .. Last(lastWords)]);
    }

    private static IEnumerable<string> Last(string standardError)
    {
        var lines = standardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        var lastWords = lines.FindLastIndex(line => LastWords.Any(words => line.StartsWith(words, StringComparison.Ordinal)));
        return lines.Skip(lastWords >= 0 ? lastWords : lines.Count - LinesKept).Take(LinesKept);
    }
}
