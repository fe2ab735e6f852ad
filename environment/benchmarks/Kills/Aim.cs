using Telltale.Runtime;

namespace Telltale.Benchmarks.Kills;

/// <summary>When a process is killed: at the n-th call of the operating system that a thread makes, or after a time.</summary>
/// <param name="Call">The name of the call; null for a time.</param>
/// <param name="Number">Which of the calls, from 1.</param>
/// <param name="Delay">Time since the work began, where no call is named.</param>
internal sealed record Aim(string? Call, int Number, TimeSpan Delay)
{
    /// <summary>Calls that are aimed at: a file's content reaches the disk, a file gets its name, content is written.</summary>
    public static IReadOnlyList<string> Calls { get; } = ["fsync", "rename", "pwrite64"];

    /// <summary>The kind, for tables.</summary>
    public string Kind => Call ?? "random";

    /// <summary>Draws an aim: half at random times, the others at calls that the work makes.</summary>
    public static Aim Draw(Reference reference, SeededRandom random)
    {
        var calls = reference.Calls.Where(call => call.Value > 0).OrderBy(call => call.Key, StringComparer.Ordinal).ToArray();
        if (calls.Length == 0 || random.NextDouble() < 0.5)
        {
            return new(null, 0, reference.Duration * random.NextDouble());
        }
        var (call, count) = calls[random.Next(calls.Length)];
        return new(call, 1 + random.Next(count), default);
    }
}

/// <summary>An undisturbed run of a work.</summary>
/// <param name="Result">The digest of its result.</param>
/// <param name="Files">The files that it leaves; in their names, <c>*</c> for keys.</param>
/// <param name="Duration">Time from the beginning of the work to its result.</param>
/// <param name="Calls">How often the busiest thread made each call.</param>
internal sealed record Reference(string Result, IReadOnlyList<string> Files, TimeSpan Duration, IReadOnlyDictionary<string, int> Calls);
