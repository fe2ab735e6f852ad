using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks.Profiling;

/// <summary>Has Linux' perf look, 499 times a second, what a process of ours is doing.</summary>
/// <param name="folder">For perf's file, and for the files that works read.</param>
internal sealed class Profiler(string folder)
{
    private const string Samples = "perf.data";
    private const int Longer = 4;                  // than in a comparison, so that the second half is steps alone
    private const string SecondHalf = "50%-100%";  // starting and warming up is not looked at

    /// <summary>Where the time of a work goes.</summary>
    /// <exception cref="ContenderFailedException">There is no perf, or the work failed.</exception>
    public async Task<IReadOnlyList<TimeShare>> ProfileAsync(Work work, Contender contender, CancellationToken cancellation)
    {
        var longer = work with { Steps = Longer * work.Steps };
        var file = Path.Combine(folder, Samples);
        var before = Maps();
        try
        {
            await RunAsync(["record", "-q", "-F", "499", "-o", file, "--", .. ContenderProcess.OwnCommand(longer, contender, folder)], cancellation);
            var report = await RunAsync(
                ["report", "-i", file, "--stdio", "-q", "--time", SecondHalf, "-F", "sample,dso,symbol", "-t", TimeShares.Separator.ToString(CultureInfo.InvariantCulture)],
                cancellation);
            return TimeShares.Of(report.Split('\n')) is { Count: > 0 } shares ? shares : throw new ContenderFailedException($"perf saw nothing of {work.Name}.");
        }
        finally
        {
            foreach (var map in Maps().Except(before))
            {
                File.Delete(map);
            }
        }
    }

    // The names of .NET's functions, where perf looks for them.
    private static string[] Maps() => Directory.GetFiles("/tmp", "perf-*.map");

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("perf", arguments);
        start.Environment["DOTNET_PerfMapEnabled"] = "3";         // names .NET's functions
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";  // where perf looks for them
        try
        {
            return await ContenderProcess.RunAsync(start, cancellation);
        }
        catch (Win32Exception error)
        {
            throw new ContenderFailedException($"perf does not start ({error.Message}): install it (Debian's package linux-perf).");
        }
    }
}
