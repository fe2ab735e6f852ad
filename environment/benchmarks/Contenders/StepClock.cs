using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Records the end of each step, and the process's peak memory at the last one.</summary>
/// <param name="warmUp">Untimed steps, at least one; the end of the last starts the clock.</param>
/// <param name="steps">Timed steps.</param>
internal sealed partial class StepClock(int warmUp, int steps)
{
    private readonly List<long> ends = [];

    /// <summary>Bytes; 0 before the last step.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Records the end of a step.</summary>
    public void Tick()
    {
        ends.Add(Stopwatch.GetTimestamp());
        if (ends.Count == warmUp + steps)
        {
            PeakMemory = PeakOfProcess();
        }
    }

    /// <summary>Runs and records all steps.</summary>
    public StepClock Run(Action step)
    {
        for (var i = 0; i < warmUp + steps; i++)
        {
            step();
            Tick();
        }
        return this;
    }

    /// <summary>An amount divided by the seconds of each timed step.</summary>
    public double[] Rates(double amount) =>
        [.. Enumerable.Range(warmUp, steps).Select(i => amount / Stopwatch.GetElapsedTime(ends[i - 1], ends[i]).TotalSeconds)];

    private static long PeakOfProcess()
    {
        const string Status = "/proc/self/status";
        return File.Exists(Status) && HighWater().Match(File.ReadAllText(Status)) is { Success: true } found
            ? long.Parse(found.Groups[1].Value) * 1024
            : Process.GetCurrentProcess().PeakWorkingSet64;
    }

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex HighWater();
}
