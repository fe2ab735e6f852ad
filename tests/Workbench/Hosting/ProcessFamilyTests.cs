using System.Diagnostics;
using Telltale.Workbench.Hosting;

namespace Telltale.Tests.Workbench.Hosting;

public sealed class ProcessFamilyTests
{
    public ProcessFamilyTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes tell their environment on Linux.");

    [Fact]
    public async Task A_process_that_has_no_environment_yet_is_waited_for()
    {
        // As between two programs, only for longer: until its input ends, this one has none.
        var family = ProcessFamily.New();
        const string Script = "read line; export \"$0\"; exec /bin/sleep 600";
        using var member = Start(new("/usr/bin/env", ["-i", "/bin/sh", "-c", Script, family.Entry]));
        while (!File.ReadAllText($"/proc/{member.Id}/cmdline").StartsWith("/bin/sh", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
        var end = Task.Run(family.End, TestContext.Current.CancellationToken);
        member.StandardInput.Close();
        await end;
        Assert.True(member.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.NotEqual(0, member.ExitCode);
    }

    [Fact]
    public void Members_end_and_others_are_left_alone()
    {
        var family = ProcessFamily.New();
        using var member = Start(Marked(family));
        using var other = Start(Marked(ProcessFamily.New()));
        family.End();
        Assert.True(member.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.False(other.HasExited);
        other.StandardInput.Close();
        Assert.True(other.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, other.ExitCode);
    }

    private static ProcessStartInfo Marked(ProcessFamily family)
    {
        var start = new ProcessStartInfo("/bin/cat");
        family.Mark(start.Environment);
        return start;
    }

    private static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }
}
