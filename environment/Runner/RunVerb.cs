using System.Diagnostics;
using Spectre.Console;
using Telltale.Workbench.Report;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Runner;

/// <summary>Runs notebooks one after the other and reports their results.</summary>
internal sealed class RunVerb : IVerb
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    public string Name => "run";

    public string Arguments => "[notebook…] [--output folder]";

    public IReadOnlyList<string> Description =>
    [
        "Runs the given notebooks; by default all of notebooks/, in the order of their names. This is the default command.",
        "A notebook is given as a path, a folder of notebooks, or a name in notebooks/ (02-detection).",
        "Each runs in a separate process. The first cell that fails ends the run with exit code 1.",
        "Writes the executed notebooks, report.html and results.json to artifacts/, or to the given folder.",
        "Report and results cover this run only; executed notebooks of earlier runs are kept.",
    ];

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var request = RunRequest.Parse(arguments, RepositoryFolder.Find());
        using var stop = StopRequest.OnInterrupt();
        var console = RunConsole.Create();
        IRunDisplay display = console.Profile.Capabilities.Interactive
            ? new LiveDisplay(console, request.Notebooks.Count)
            : new PlainDisplay(console, request.Notebooks.Count);
        return await RunAsync(request, console, display, stop);
    }

    /// <summary>As above, for a given console, display and stop request.</summary>
    internal static async Task<int> RunAsync(RunRequest request, IAnsiConsole console, IRunDisplay display, StopRequest stop)
    {
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        var records = new List<NotebookRecord>();
        await display.ShowAsync(() => RunNotebooksAsync(request, display, stop, records));

        var summary = RunSummary.Of(records, started, watch.Elapsed);
        summary.Write(Path.Combine(request.Output, "results.json"));
        var report = Path.Combine(request.Output, "report.html");
        ReportPage.Write(report, summary);
        RunEnding.Write(console, summary, report);
        return records[^1].Status switch
        {
            NotebookStatus.Completed => 0,
            NotebookStatus.Interrupted => Interrupted,
            _ => Failed,
        };
    }

    private static async Task RunNotebooksAsync(
        RunRequest request, IRunDisplay display, StopRequest stop, List<NotebookRecord> records)
    {
        foreach (var notebook in request.Notebooks)
        {
            var record = await NotebookRunner.RunAsync(notebook, display, stop);
            records.Add(record);
            record.Notebook.Write(Path.Combine(request.Output, Path.GetFileName(notebook)));
            if (record.Status != NotebookStatus.Completed)
            {
                break;
            }
        }
    }
}
