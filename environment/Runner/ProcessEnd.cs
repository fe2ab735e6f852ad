using Telltale.Environment.Engine;

namespace Telltale.Environment.Runner;

/// <summary>Says why a notebook's process may have ended in the middle of a cell.</summary>
internal static class ProcessEnd
{
    private const int SignalBase = 128;

    public static CellError Describe(int exitCode)
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
        return new CellError("Process ended", message, null, null, [message, "What it wrote last stands among the cell's outputs."]);
    }
}
