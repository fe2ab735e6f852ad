using Spectre.Console;
using Telltale.Experiments;

namespace Telltale.Benchmarks.Comparing;

/// <summary>Prints a comparison: the median of every contender, and the kit's ratio to each opponent's best.</summary>
internal static class ComparisonTable
{
    private const int Width = 150;

    public static void Write(IAnsiConsole console, IReadOnlyList<WorkResult> results)
    {
        var floor = Floor.Of(results);
        console.Profile.Width = Math.Max(console.Profile.Width, Width); // redirected output would be wrapped at 80 columns
        console.WriteLine();
        console.WriteLine(Machine.This.ToString());
        (string Name, double Peak)[] peaks =
            [("float32, GFLOP/s", floor.Float32), ("bfloat16, GFLOP/s", floor.BFloat16), ("memory, GB/s", floor.Memory)];
        foreach (var (name, peak) in peaks.Where(measured => !double.IsNaN(measured.Peak)))
        {
            console.WriteLine($"peak of {name}: {peak:0}");
        }
        console.Write(Speeds(results, floor));
        console.Write(Ratios(results));
    }

    private static Table Speeds(IReadOnlyList<WorkResult> results, Floor floor)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "work", "contender", "median", "unit", "peak memory", "of peak arithmetic", "of peak bandwidth", "rounds");
        foreach (var result in results)
        {
            foreach (var contender in result.Contenders)
            {
                var measurements = result.Of(contender).ToArray();
                table.AddRow(
                    result.Work.Name, contender.ToString(), $"{result.Speed(contender):0.0}", measurements[0].Unit,
                    $"{result.PeakMemory(contender) / 1e6:0} MB", Percent(floor.ShareOfPeak(result, contender)),
                    Percent(floor.ShareOfBandwidth(result, contender)), $"{measurements.Length}");
            }
        }
        return table;
    }

    private static string Percent(double share) => double.IsNaN(share) ? "" : $"{100 * share:0} %";

    private static Table Ratios(IReadOnlyList<WorkResult> results)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns("work", "ours", "theirs", "compared", "speed", "memory", "rounds");
        foreach (var (result, ratio) in results.SelectMany(result => result.Ratios().Select(ratio => (result, ratio))))
        {
            table.AddRow(
                result.Work.Name, ratio.Ours.ToString(), ratio.Theirs.ToString(), ratio.Scope,
                $"{ratio.Speed:0.00} ×", $"{ratio.Memory:0.00} ×", $"{ratio.Rounds}");
        }
        return table;
    }
}
