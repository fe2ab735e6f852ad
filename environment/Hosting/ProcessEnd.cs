using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Hosting;

/// <summary>Describes why a process ended during a cell.</summary>
internal static class ProcessEnd
{
    private const int SignalBase = 128;
    private const int LinesKept = 8;
    private static readonly string[] LastWords = ["Unhandled exception.", "Stack overflow.", "Fatal error.", "Out of memory."];

    /// <summary>The error for a process that ended.</summary>
    /// <param name="exitCode">The process's exit code.</param>
    /// <param name="lastWords">The end of its standard error, where the runtime writes why it crashed.</param>
    public static CellError Describe(int exitCode, string lastWords)
    {
        var reason = exitCode switch
        {
            SignalBase + 6 => "it aborted, for example after an unhandled exception on another thread "
                + "or a failed assertion in a native library (SIGABRT)",
            SignalBase + 9 => "it was killed, by someone or because the machine ran out of memory (SIGKILL)",
            SignalBase + 11 => "a native library crashed (SIGSEGV)",
            > SignalBase => $"it received signal {exitCode - SignalBase}",
            _ => $"the cell, or something it called, ended the process with exit code {exitCode}",
        };
        var message = $"The notebook's process ended while this cell was running: {reason}.";
        return new CellError("Process ended", message, null, null, [message, .. Last(lastWords)]);
    }

    private static IEnumerable<string> Last(string standardError)
    {
        var lines = standardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        var lastWords = lines.FindLastIndex(line => LastWords.Any(words => line.StartsWith(words, StringComparison.Ordinal)));
        return lines.Skip(lastWords >= 0 ? lastWords : lines.Count - LinesKept).Take(LinesKept);
    }
}
