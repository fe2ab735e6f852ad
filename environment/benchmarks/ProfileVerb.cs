using Spectre.Console;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Contenders;
using Telltale.Benchmarks.Profiling;

namespace Telltale.Benchmarks;

/// <summary>Shows where the time of our side goes.</summary>
internal static class ProfileVerb
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new Interruption();
        try
        {
            var options = CompareOptions.Parse(arguments);
            using var folder = new WorkFolder();
            var works = Works.Chosen(options.Works, hasPeer: false);
            folder.Make(works, options.Images);
            foreach (var work in works)
            {
                foreach (var contender in work.Contenders)
                {
                    Write($"{work.Name}, {contender.Setting}", await new Profiler(folder.Path).ProfileAsync(work, contender, stop.Token));
                }
            }
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or ContenderFailedException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return error is ArgumentException ? Help.Write(Console.Error, 2) : 1;
        }
        catch (OperationCanceledException)
        {
            return Interruption.ExitCode;
        }
    }

    private static void Write(string title, IReadOnlyList<TimeShare> shares)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns(title, "share of time");
        foreach (var share in shares)
        {
            table.AddRow(share.Kind, $"{100 * share.Share:0.0} %");
        }
        AnsiConsole.Write(table);
    }
}
