using System.Diagnostics;
using Telltale.Workbench.Hosting;

namespace Telltale.Tests.Workbench.Hosting;

public sealed class ProcessFamilyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ProcessFamilyTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes tell their environment on Linux.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Processes_that_are_between_two_programs_are_ended_too()
    {
        // Each replaces itself without end, so that its environment is often not to be seen.
        var script = Path.Combine(folder.Root, "again.sh");
        File.WriteAllText(script, "#!/bin/sh\nexec \"$0\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var family = ProcessFamily.New();
        Process[] members = [.. Enumerable.Range(0, 8).Select(_ => Start(script, family))];
        family.End();
        Assert.All(members, member =>
        {
            using (member)
            {
                Assert.True(member.WaitForExit(TimeSpan.FromSeconds(30)));
            }
        });
    }

    [Fact]
    public void Others_are_left_alone()
    {
        var family = ProcessFamily.New();
        using var other = Start("/bin/cat", ProcessFamily.New());
        family.End();
        Assert.False(other.HasExited);
        other.StandardInput.Close();
        Assert.True(other.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    private static Process Start(string program, ProcessFamily family)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true };
        family.Mark(start.Environment);
        return Process.Start(start)!;
    }
}
