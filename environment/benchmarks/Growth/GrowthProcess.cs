using System.Diagnostics;
using System.Globalization;
using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks.Growth;

/// <summary>The time and memory of a work.</summary>
/// <param name="Seconds">
/// Processor time of the work in all threads, without preparing the rows: unlike wall time, it is hardly longer on a busy machine.
/// </param>
/// <param name="Megabytes">The largest memory of the process, with the rows.</param>
/// <param name="Own">Of it, what the process did not need before there were rows.</param>
internal sealed record GrowthResult(double Seconds, double Megabytes, double Own);

/// <summary>Measures a work on so many rows in a process of its own, so that no memory of others counts.</summary>
internal static class GrowthProcess
{
    public const string Verb = "growth-work";

    /// <summary>The process's own side.</summary>
    public static int Run(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("growth-").FullName;
        try
        {
            var prepare = GrowthWork.All.Single(work => work.Name == arguments[0]).Prepare;
            GC.KeepAlive(prepare(100, folder)()); // what is compiled and loaded once
            var before = Peak();
            var work = prepare(int.Parse(arguments[1], CultureInfo.InvariantCulture), folder);
            GC.Collect();
            var start = Environment.CpuUsage.TotalTime;
            GC.KeepAlive(work());
            var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {Peak()} {Peak() - before}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Measures.</summary>
    public static async Task<GrowthResult> MeasureAsync(string work, int rows, CancellationToken stop)
    {
        string[] command = [.. ContenderProcess.ThisProgram, Verb, work, rows.ToString(CultureInfo.InvariantCulture)];
        var output = await ContenderProcess.RunAsync(new ProcessStartInfo(command[0], command[1..]), stop);
        double[] values = [.. output.Trim().Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        return new(values[0], values[1] / 1e6, values[2] / 1e6);
    }

    /// <summary>The largest memory of this process so far (proc(5)).</summary>
    private static long Peak() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
