using System.ComponentModel;
using System.Diagnostics;

namespace Telltale.Workbench.Hosting;

/// <summary>
/// A shell that outlives this process and then kills a <see cref="ProcessFamily"/>: where this process and its cell process are killed
/// together, nobody else is left to end what the cell started. It notices the end of this process by the end of its input. Only on Linux.
/// </summary>
internal sealed class FamilyWatch : IDisposable
{
    // A process may start another while the family is being ended, and one that is between two programs (execve) has no environment: then
    // the shell looks again. It has no variable of the family itself.
    private const string Script = """
        trap '' INT HUP TERM
        cat
        for round in 1 2 3 4 5 6 7 8 9; do
          found=
          for file in $(grep -lzsxF -- "$0" /proc/[0-9]*/environ); do
            id=${file#/proc/}
            kill -9 "${id%/environ}" && found=1
          done
          for file in $(grep -Lzs '' /proc/[0-9]*/environ); do
            [ -e "${file%environ}exe" ] && found=1
          done
          [ -n "$found" ] || exit 0
          sleep 0.05
        done
        """;

    private readonly Process? shell;

    private FamilyWatch(Process? shell) => this.shell = shell;

    /// <summary>Starts to watch; without a shell nothing is watched.</summary>
    /// <param name="entry">The variable of the family with its value.</param>
    public static FamilyWatch Start(string entry) => new(OperatingSystem.IsLinux() ? Shell(entry) : null);

    /// <summary>Ends the shell, after a last look for members.</summary>
    public void Dispose()
    {
        try
        {
            shell?.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed.
        }
        shell?.Dispose();
    }

    private static Process? Shell(string entry)
    {
        // In a session of its own it survives when a front end kills the process group of the kernel.
        var start = new ProcessStartInfo(File.Exists("/usr/bin/setsid") ? "/usr/bin/setsid" : "/usr/bin/env")
        {
            // Output of its own would keep the front end's streams open.
            ArgumentList = { "/bin/sh", "-c", $"exec >/dev/null 2>&1\n{Script}", entry },
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
