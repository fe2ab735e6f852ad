using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks.Profiling;

/// <summary>Samples a process of the kit 499 times a second with Linux perf.</summary>
/// <param name="folder">The folder for perf's data and the input files.</param>
internal sealed class Profiler(string folder)
{
    private const string Samples = "perf.data";
    private const int Longer = 4;                  // than in a comparison, so that the second half has steps only
    private const string SecondHalf = "50%-100%";  // excludes start and warm-up

    /// <summary>Profiles a work.</summary>
    /// <exception cref="ContenderFailedException">perf is not installed, or the work failed.</exception>
    public async Task<IReadOnlyList<TimeShare>> ProfileAsync(Work work, Contender contender, CancellationToken cancellation)
    {
        var longer = work with { Steps = Longer * work.Steps };
        var file = Path.Combine(folder, Samples);
        var before = Maps();
        try
        {
            var command = ContenderProcess.OwnCommand(longer, contender, folder);
            await RunAsync(["record", "-q", "-F", "499", "-o", file, "--", .. command], cancellation);
            var separator = TimeShares.Separator.ToString(CultureInfo.InvariantCulture);
            var report = await RunAsync(
                ["report", "-i", file, "--stdio", "-q", "--time", SecondHalf, "-F", "sample,dso,symbol", "-t", separator], cancellation);
            return TimeShares.Of(report.Split('\n')) is { Count: > 0 } shares
                ? shares
                : throw new ContenderFailedException($"perf recorded no samples of {work.Name}.");
        }
        finally
        {
            foreach (var map in Maps().Except(before))
            {
                File.Delete(map);
            }
        }
    }

    // perf looks for the names of .NET functions here.
    private static string[] Maps() => Directory.GetFiles("/tmp", "perf-*.map");

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("perf", arguments);
        start.Environment["DOTNET_PerfMapEnabled"] = "3";         // writes the names of .NET functions
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";  // keeps code at the addresses that perf sees
        try
        {
            return await ContenderProcess.RunAsync(start, cancellation);
        }
        catch (Win32Exception error)
        {
            throw new ContenderFailedException($"perf cannot be started ({error.Message}). Install it (on Debian: linux-perf).");
        }
    }
}
