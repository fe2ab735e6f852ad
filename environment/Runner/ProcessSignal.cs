using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telltale.Environment.Runner;

/// <summary>Sends a process what Ctrl-C sends.</summary>
internal static partial class ProcessSignal
{
    private const int Interrupt = 2;

    /// <summary>On Windows nothing needs to be sent: its console tells every process of the window itself.</summary>
    public static void SendInterrupt(Process process)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process.Id, Interrupt);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
