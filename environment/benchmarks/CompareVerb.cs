using Spectre.Console;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Contenders;

namespace Telltale.Benchmarks;

/// <summary>Compares the large works.</summary>
internal static class CompareVerb
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var options = CompareOptions.Parse(arguments);
            var works = Chosen(options);
            var results = await RunAsync(options, works, stop.Token);
            ComparisonTable.Write(AnsiConsole.Console, results);
            if (options.Output is { } file)
            {
                ComparisonFile.Write(file, options.Rounds, results);
                Console.WriteLine(file);
            }
            return 0;
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Help.Write(Console.Error, 2);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; nothing was written.");
            return 130;
        }
    }

    private static List<Work> Chosen(CompareOptions options)
    {
        var all = Works.All(options.Peer.Count > 0);
        foreach (var name in options.Works.Where(name => !all.Any(work => work.Name.StartsWith(name, StringComparison.Ordinal))))
        {
            throw new ArgumentException($"There is no work '{name}'.");
        }
        return [.. all.Where(work => options.Works.Count == 0 || options.Works.Any(name => work.Name.StartsWith(name, StringComparison.Ordinal)))];
    }

    private static async Task<List<WorkResult>> RunAsync(CompareOptions options, List<Work> works, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("telltale-benchmark-");
        try
        {
            if (works.Any(work => NetworkWork.Parse(work.Name) is null))
            {
                Console.WriteLine("Making the files that both sides read …");
                new WorkFiles(folder.FullName).Make(options.Images);
            }
            var process = new ContenderProcess(folder.FullName, options.Peer);
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
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
