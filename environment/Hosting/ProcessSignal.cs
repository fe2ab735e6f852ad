using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telltale.Workbench.Hosting;

/// <summary>What Ctrl-C sends, on systems that have signals. On Windows the console tells every process of its window itself.</summary>
internal static class ProcessSignal
{
    private const int Interrupt = 2;
    private const nint Default = 0;

    /// <summary>Sends a process what Ctrl-C sends.</summary>
    public static void SendInterrupt(Process process)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process.Id, Interrupt);
    }

    /// <summary>
    /// Makes this process hear interrupts. One that a shell started in the background inherits that it ignores them, and .NET then
    /// installs no handler. To be called before anything listens to signals.
    /// </summary>
    public static void HearInterrupts()
    {
        if (!OperatingSystem.IsWindows())
            _ = Signal(Interrupt, Default);
    }

    /// <summary>
    /// Makes this process deaf to a terminal's Ctrl-C, which goes to a whole group of processes: only the one that started it decides
    /// when it is interrupted, and does so once.
    /// </summary>
    public static void LeaveGroup()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetGroup(0, 0);
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
