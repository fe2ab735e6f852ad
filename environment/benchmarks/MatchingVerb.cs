using System.Diagnostics;
using System.Globalization;
using Telltale.Benchmarks.Comparing;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Benchmarks;

/// <summary>
/// Time and memory of large lists: 200,000 scores matched to images in 5,000 folders whose files have equal names, and a manifest of a
/// million rows, checked and read in blocks. No image exists.
/// </summary>
internal static class MatchingVerb
{
    private const int Folders = 5_000, ImagesInFolder = 40, Rounds = 3, RowsPerBlock = 2_048;

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        if (arguments.Length > 0)
        {
            throw new ArgumentException($"Unknown option '{arguments[0]}' of matching.");
        }
        var folder = Directory.CreateTempSubdirectory("matching-").FullName;
        try
        {
            Console.WriteLine(Machine.This);
            Manifests(folder, stop);
            Scores(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return Task.CompletedTask;
    });

    private static void Manifests(string folder, CancellationToken stop)
    {
        foreach (var rows in (int[])[10_000, 100_000, 1_000_000])
        {
            var file = Path.Combine(folder, $"{rows}.csv");
            File.WriteAllLines(file, Enumerable.Range(0, rows).Select(row => $"{Name(row)},{(row % 2 == 0 ? "real" : "fake")},source")
                .Prepend("path,label,source"));
            Measure($"manifest of {rows:N0} rows", () =>
            {
                var blocks = ManifestBlocks.Open(file, cancellation: stop);
                var all = Enumerable.Range(0, rows / RowsPerBlock + 1).ToHashSet();
                return blocks.Read(RowsPerBlock, all).Sum(block => block.Records.Count);
            });
        }
    }

    private static void Scores(string folder)
    {
        var images = new ImageCollection("frames", Enumerable.Range(0, Folders * ImagesInFolder).Select(row => new ImageRecord(
            $"/frames/{Name(row)}", row % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "source")));
        var file = Path.Combine(folder, "scores.csv");
        File.WriteAllLines(file, Enumerable.Range(0, images.Count).Select(row => $"{Name(row)},0.{row % 1000:D3}").Prepend("path,score"));
        Measure($"{images.Count:N0} scores over {Folders:N0} folders", () => DetectorScores.Read(file, images).Items.Count());
    }

    private static string Name(int row) => $"video-{row / ImagesInFolder:D5}/{row % ImagesInFolder + 1:D5}.png";

    private static void Measure(string what, Func<int> read)
    {
        var (times, peaks) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var (before, watch) = (ResetPeak(), Stopwatch.StartNew());
            var rows = read();
            times.Add(watch.Elapsed.TotalSeconds);
            peaks.Add((Peak() - before) / 1e6);
            Trace.Assert(rows > 0);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {times.Order().ElementAt(Rounds / 2):0.00} s, memory of the process {peaks.Order().ElementAt(Rounds / 2):0} MB "
            + $"above that before, at most {Peak() / 1e6:0} MB in all (medians of {Rounds})"));
    }

    /// <summary>Sets the kernel's record of this process's largest memory to its present memory (proc(5)).</summary>
    private static long ResetPeak()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Peak();
    }

    private static long Peak() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
