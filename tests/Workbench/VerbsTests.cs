using System.Diagnostics;
using Telltale.Workbench.Runner;

namespace Telltale.Tests.Workbench;

public class VerbsTests
{
    [Theory]
    [InlineData("--help", 0)]
    [InlineData("run --help", 0)]
    [InlineData("dance", 2)]
    [InlineData("run no-such-notebook", 2)]
    public async Task Help_tells_what_can_be_asked_for(string arguments, int exitCode)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(RunVerb).Assembly.Location, .. arguments.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var help = await (exitCode == 0 ? process.StandardOutput : process.StandardError).ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Contains("run [notebook…]", help, StringComparison.Ordinal);
    }
}
