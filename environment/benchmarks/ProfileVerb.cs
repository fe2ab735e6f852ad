using Spectre.Console;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Contenders;
using Telltale.Benchmarks.Profiling;

namespace Telltale.Benchmarks;

/// <summary>Shows where the kit's time goes.</summary>
internal static class ProfileVerb
{
    private static readonly string[] Options = ["--work", "--images"];

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(async stop =>
    {
        var options = CompareOptions.Parse(arguments);
        if (arguments.Where((_, index) => index % 2 == 0).FirstOrDefault(option => !Options.Contains(option)) is { } foreign)
        {
            throw new ArgumentException($"Unknown option '{foreign}' of profile.");
        }
        using var folder = new WorkFolder();
        var works = Works.Chosen(options.Works, hasPeer: false);
        folder.Make(works, options.Images);
        var profiler = new Profiler(folder.Path);
        foreach (var work in works)
        {
            foreach (var contender in work.Contenders)
            {
                Write($"{work.Name}, {contender.Setting}", await profiler.ProfileAsync(work, contender, stop));
            }
        }
    });

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
