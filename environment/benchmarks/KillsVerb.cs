using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Kills;
using Telltale.Runtime;

namespace Telltale.Benchmarks;

/// <summary>Kills trainings, scorings, corpora and replays at random and aimed moments; they must resume to the same bits.</summary>
internal static class KillsVerb
{
    /// <summary>The works, how many processes at once, and their share of the trials.</summary>
    private static readonly (string Work, int Processes, int Share)[] Kinds =
    [
        ("training tiny", 1, 40), ("training small", 1, 25), ("scoring", 1, 35), ("detection corpus", 1, 30),
        ("localization corpus", 1, 25), ("replay", 1, 15),
        ("training tiny", 4, 10), ("scoring", 4, 10), ("detection corpus", 4, 5), ("localization corpus", 4, 5),
    ];

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(async stop =>
    {
        var (trials, seed) = Parse(arguments);
        var traces = CanTrace();
        if (!traces)
        {
            Console.WriteLine("Without strace, which may trace processes here, all kills are at random times.");
        }
        LibTorch.Load();
        var shared = Directory.CreateTempSubdirectory("kills-").FullName;
        try
        {
            KillWork.Prepare(shared);
            await TryAsync(trials, seed, traces, shared, stop);
        }
        finally
        {
            Directory.Delete(shared, recursive: true);
        }
    });

    private static async Task TryAsync(int trials, long seed, bool traces, string shared, CancellationToken stop)
    {
        var (references, watch) = (new Dictionary<string, Reference>(), Stopwatch.StartNew());
        var outcomes = Kinds.Select(_ => new List<KillTrial.Outcome>()).ToArray();
        try
        {
            foreach (var (number, trial) in Order(trials))
            {
                var kind = Kinds[number];
                if (!references.TryGetValue(kind.Work, out var reference))
                {
                    references[kind.Work] = reference = await KillTrial.ReferenceAsync(kind.Work, shared, traces, stop);
                }
                outcomes[number].Add(await new KillTrial(kind.Work, kind.Processes, shared).RunAsync(
                    reference, SeededRandom.For(seed, number, trial), stop));
                Complain(kind.Work, trial, outcomes[number][^1]);
            }
        }
        finally
        {
            foreach (var (kind, made) in Kinds.Zip(outcomes))
            {
                Write(kind.Processes == 1 ? kind.Work : $"{kind.Work}, {kind.Processes} processes", made);
            }
            Write("total", [.. outcomes.SelectMany(made => made)]);
            Console.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalMinutes:0.0} minutes"));
        }
        if (outcomes.SelectMany(made => made).Any(outcome => !outcome.IsIdentical || outcome.Leftovers.Count > 0))
        {
            throw new ContenderFailedException("Not every trial was bit-identical and clean.");
        }
    }

    /// <summary>The number of a kind and of one of its trials; the kinds take turns, so that a stopped run has some of each.</summary>
    private static IEnumerable<(int Kind, int Trial)> Order(int trials)
    {
        var (shares, before, all) = (Kinds.Sum(kind => kind.Share), 0, new List<(int Kind, int Trial, double Place)>());
        foreach (var (number, kind) in Kinds.Index())
        {
            var count = (before + kind.Share) * trials / shares - before * trials / shares;
            all.AddRange(Enumerable.Range(0, count).Select(trial => (number, trial, (trial + 0.5) / count)));
            before += kind.Share;
        }
        return all.OrderBy(one => one.Place).Select(one => (one.Kind, one.Trial));
    }

    private static void Write(string kind, List<KillTrial.Outcome> outcomes)
    {
        var kills = outcomes.SelectMany(outcome => outcome.Kills).CountBy(aim => aim.Kind)
            .OrderBy(count => count.Key, StringComparer.Ordinal);
        Console.WriteLine(
            $"{kind,-34} {outcomes.Count,4} trials, {outcomes.Sum(outcome => outcome.Kills.Count),4} kills "
            + $"({string.Join(", ", kills.Select(count => $"{count.Key} {count.Value}"))}); "
            + $"{outcomes.Count(outcome => outcome.IsIdentical)} bit-identical, "
            + $"{outcomes.Count(outcome => outcome.Leftovers.Count > 0)} with leftovers");
    }

    private static void Complain(string work, int trial, KillTrial.Outcome outcome)
    {
        if (!outcome.IsIdentical || outcome.Leftovers.Count > 0)
        {
            Console.WriteLine($"  {work}, trial {trial}, {string.Join(" and ", outcome.Kills)}: "
                + $"{(outcome.IsIdentical ? "bit-identical" : "another result")}, left {string.Join(", ", outcome.Leftovers)}");
        }
    }

    private static (int Trials, long Seed) Parse(string[] arguments) => arguments switch
    {
        [] => (200, 17),
        ["--trials", var trials, .. var rest] => (Number(trials), Parse(rest).Seed),
        ["--seed", var seed, .. var rest] => (Parse(rest).Trials, Number(seed)),
        [var other, ..] => throw new ArgumentException($"Unknown option '{other}' of kills."),
    };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : throw new ArgumentException($"'{text}' must be a whole number.");

    private static bool CanTrace()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("strace", ["-qq", "-f", "-e", "trace=fsync", "-o", "/dev/null", "true"]));
            probe!.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
