using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telltale.Workbench.Hosting;

/// <summary>Sends and receives SIGINT and SIGTERM on Unix. On Windows the console notifies every process of its window.</summary>
internal static class ProcessSignal
{
    private const int Interrupt = 2;
    private const int Termination = 15;
    private const nint Default = 0;

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public static void SendInterrupt(Process process) => Send(process, Interrupt);

    /// <summary>Sends SIGTERM, as a scheduler does.</summary>
    public static void SendTermination(Process process) => Send(process, Termination);

    /// <summary>
    /// Makes this process receive SIGINT. A process that a shell starts in the background inherits that the signal is ignored, and .NET
    /// then installs no handler. Call before registering any handler.
    /// </summary>
    public static void ReceiveInterrupts()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Signal(Interrupt, Default);
        }
    }

    /// <summary>
    /// Moves this process out of the terminal's process group, which receives every Ctrl-C: only its parent decides when it is
    /// interrupted.
    /// </summary>
    public static void LeaveGroup()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetGroup(0, 0);
        }
    }

    private static void Send(Process process, int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(process.Id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Signal(int signal, nint handler);

    [DllImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetGroup(int process, int group);
}
