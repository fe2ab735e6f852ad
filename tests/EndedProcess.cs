using System.Diagnostics;

namespace Telltale.Tests;

internal static class EndedProcess
{
    /// <summary>The id of a process that has ended; skips the test where there is no Linux.</summary>
    public static int Id()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Starts a program of Linux.");
        using var ended = Process.Start("true");
        ended.WaitForExit();
        return ended.Id;
    }
}
