using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telltale.Workbench.Hosting;

/// <summary>The process that started this one.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Waits until it is gone, however that comes about.</summary>
    /// <param name="id">Its id, or that of the one behind it.</param>
    public static async Task WaitForEndAsync(int id)
    {
        if (OperatingSystem.IsWindows() || ParentId() != id)
        {
            await WaitForAsync(id);
            return;
        }

        // One that has ended but was not waited for keeps its id; its children are given to another at once.
        using var timer = new PeriodicTimer(LookEvery);
        while (ParentId() == id)
            await timer.WaitForNextTickAsync();
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
            // It is gone already.
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ParentId();
}
