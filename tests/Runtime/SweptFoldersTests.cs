using System.Diagnostics;
using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public sealed class SweptFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_is_deleted_with_the_next_write_to_its_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Starts a program of Linux.");
        using var ended = Process.Start("true");
        ended.WaitForExit();
        var own = TemporaryName.NewEnding();
        var left = folder.File($".run.safetensors{own.Replace($".{Environment.ProcessId}-", $".{ended.Id}-", StringComparison.Ordinal)}");
        File.WriteAllText(left, "half");
        File.WriteAllText(folder.File($".other{own}"), "in progress");
        AtomicFile.WriteText(folder.File("run.txt"), "whole");
        Assert.Equal([$".other{own}", "run.txt"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
