using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Notes when steps end, and how much memory the process held at most until the last one.</summary>
/// <param name="warmUp">Steps that do not count; at least one, whose end starts the clock.</param>
/// <param name="steps">Steps that count.</param>
internal sealed partial class StepClock(int warmUp, int steps)
{
    private readonly List<long> ends = [];

    /// <summary>Bytes; 0 before the last step that counts.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>A step is done.</summary>
    public void Tick()
    {
        ends.Add(Stopwatch.GetTimestamp());
        if (ends.Count == warmUp + steps)
        {
            PeakMemory = PeakOfProcess();
        }
    }

    /// <summary>Steps done by hand, one after the other.</summary>
    public StepClock Run(Action step)
    {
        for (var i = 0; i < warmUp + steps; i++)
        {
            step();
            Tick();
        }
        return this;
    }

    /// <summary>An amount over each counted step's seconds.</summary>
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
