using System.Text.RegularExpressions;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Kills;

/// <summary>Kills a work once or twice in a new folder, finishes it, and compares result and files with an undisturbed run.</summary>
/// <param name="work">One of <see cref="KillWork.Names"/>.</param>
/// <param name="processes">How many processes do the same work at the same time.</param>
/// <param name="shared">The folder with shared images.</param>
internal sealed partial class KillTrial(string work, int processes, string shared)
{
    private const int MostAttempts = 6;

    /// <summary>Runs the work undisturbed and counts its calls, where strace is installed.</summary>
    public static async Task<Reference> ReferenceAsync(string work, string shared, bool traces, CancellationToken stop)
    {
        var (folder, log) = (Directory.CreateTempSubdirectory("kills-").FullName, Path.GetTempFileName());
        try
        {
            var (result, duration) = await new WorkProcess(work, shared, folder).FinishAsync(traces ? log : null, stop);
            var calls = Aim.Calls.ToDictionary(call => call, call => File.ReadLines(log)
                .Where(line => line.Contains($" {call}(", StringComparison.Ordinal))
                .GroupBy(line => line.Split(' ')[0]).Select(thread => thread.Count()).DefaultIfEmpty(0).Max());
            return result is null
                ? throw new Comparing.ContenderFailedException($"{work} fails without a kill.")
                : new(result, Files(folder), duration, calls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            File.Delete(log);
        }
    }

    /// <summary>Runs the trial.</summary>
    public async Task<Outcome> RunAsync(Reference reference, SeededRandom random, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("kills-").FullName;
        try
        {
            var (kills, wanted) = (new List<Aim>(), 1 + random.Next(2));
            var results = new List<string?>();
            for (var attempt = 0; attempt < MostAttempts && kills.Count < wanted * processes; attempt++)
            {
                Aim[] aims = [.. Enumerable.Range(0, processes).Select(_ => Aim.Draw(reference, random))];
                var ended = await Task.WhenAll(aims.Select(aim => Process(folder).KillAsync(aim, stop)));
                kills.AddRange(aims.Zip(ended).Where(one => one.Second is null).Select(one => one.First));
                results.AddRange(ended.Where(result => result is not null));
                if (results.Count > 0 && kills.Count > 0)
                {
                    break; // it is finished, and nothing is left to kill
                }
                if (kills.Count == 0)
                {
                    (folder, results) = (Renewed(folder), []);
                }
            }
            var finished = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Process(folder).FinishAsync(null, stop)));
            results.AddRange(finished.Select(one => one.Result));
            var leftovers = Files(folder).Except(reference.Files).ToList();
            return new(kills, results.TrueForAll(result => result == reference.Result), leftovers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private WorkProcess Process(string folder) => new(work, shared, folder);

    private static string Renewed(string folder)
    {
        Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    private static IReadOnlyList<string> Files(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Key().Replace(Path.GetRelativePath(folder, path), "*")).Order(StringComparer.Ordinal),
    ];

    // Keys contain the times of the files that a run was trained on.
    [GeneratedRegex("[0-9a-f]{16,}")]
    private static partial Regex Key();

    /// <summary>What a trial showed.</summary>
    /// <param name="Kills">The kills that met their process.</param>
    /// <param name="IsIdentical">True where every process gave the bits of the undisturbed run.</param>
    /// <param name="Leftovers">Files that an undisturbed run does not leave.</param>
    public sealed record Outcome(IReadOnlyList<Aim> Kills, bool IsIdentical, IReadOnlyList<string> Leftovers);
}
