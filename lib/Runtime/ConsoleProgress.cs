using System.Diagnostics;

namespace Telltale.Runtime;

/// <summary>
/// Shows progress as one line that overwrites itself. It writes to <see cref="Console.Out"/> and ends the line with a
/// carriage return until the work is complete, which works in terminals and notebooks.
/// </summary>
/// <example><code>
/// IProgress&lt;WorkProgress&gt; progress = new ConsoleProgress();
/// progress.Report(new WorkProgress("resize", Done: 20, Total: 80, TimeSpan.FromSeconds(2)));
/// </code></example>
public sealed class ConsoleProgress : IProgress<WorkProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private long lastWritten;
    private int lastLength;

    /// <summary>Shows a report; at most five reports per second are shown.</summary>
    /// <param name="value">The state of the work.</param>
    public void Report(WorkProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (gate)
        {
            if (!value.IsComplete && lastWritten != 0 && Stopwatch.GetElapsedTime(lastWritten) < Interval)
            {
                return;
            }
            lastWritten = value.IsComplete ? 0 : Stopwatch.GetTimestamp();
            var line = Line(value);
            Console.Out.Write(line.PadRight(lastLength) + (value.IsComplete ? "\n" : "\r"));
            Console.Out.Flush();
            lastLength = value.IsComplete ? 0 : line.Length;
        }
    }

    private static string Line(WorkProgress value)
    {
        const int Width = 20;
        var share = value.Total > 0 ? (double)value.Done / value.Total : 0;
        var full = (int)Math.Round(share * Width);
        var bar = new string('█', full) + new string('░', Width - full);
        var time = value.IsComplete ? $"in {Short(value.Elapsed)}" : value.Remaining is { } left ? $"{Short(left)} left" : "…";
        var detail = value.Detail is null ? "" : $" · {value.Detail}";
        return $"{value.Task} {bar} {value.Done}/{value.Total} · {value.Rate.Invariant("0.#")} {value.Unit}/s · {time}{detail}";
    }

    private static string Short(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes:00} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds:00} s"
        : $"{time.TotalSeconds.Invariant("0.0")} s";
}
