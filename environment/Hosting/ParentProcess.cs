using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telltale.Workbench.Hosting;

/// <summary>The process that started this one.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Waits until it has ended.</summary>
    /// <param name="id">Its id, or that of one of its ancestors.</param>
    public static async Task WaitForEndAsync(int id)
    {
        if (OperatingSystem.IsWindows() || ParentId() != id)
        {
            await WaitForAsync(id);
            return;
        }

        // A zombie keeps its id, but its children get a new parent immediately.
        using var timer = new PeriodicTimer(PollInterval);
        while (ParentId() == id)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task WaitForAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has already ended.
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ParentId();
}
