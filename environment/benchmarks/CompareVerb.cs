using Spectre.Console;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Contenders;

namespace Telltale.Benchmarks;

/// <summary>Compares contenders on the works.</summary>
internal static class CompareVerb
{
    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(async stop =>
    {
        var options = CompareOptions.Parse(arguments);
        var results = await MeasureAsync(options, Works.Chosen(options.Works, options.Peer.Count > 0), stop);
        ComparisonTable.Write(AnsiConsole.Console, results);
        if (options.Output is { } file)
        {
            ComparisonFile.Write(file, options.Rounds, results);
            Console.WriteLine(file);
        }
    });

    private static async Task<List<WorkResult>> MeasureAsync(
        CompareOptions options, IReadOnlyList<Work> works, CancellationToken cancellation)
    {
        using var folder = new WorkFolder();
        folder.Make(works, options.Images);
        var process = new ContenderProcess(folder.Path, options.Peer);
        var comparison = new Comparison(process, options.Rounds, Console.WriteLine);
        var results = new List<WorkResult>();
        foreach (var work in works)
        {
            if (work.Contenders.Any(contender => contender.Side == Side.OnnxRuntime))
            {
                await process.ExportAsync(NetworkWork.Parse(work.Name)!, cancellation);
            }
            results.Add(await comparison.RunAsync(work, cancellation));
        }
        return results;
    }
}
