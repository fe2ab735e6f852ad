using System.Diagnostics;
using Spectre.Console;
using Telltale.Workbench.Hosting;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Report;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Runner;

/// <summary>Runs notebooks one after the other and reports their results.</summary>
internal sealed class RunVerb : IVerb
{
    public string Name => "run";

    public string Arguments => "[notebook…] [--output folder]";

    public IReadOnlyList<string> Description =>
    [
        "Runs the given notebooks; by default all of notebooks/, in the order of their names. This is the default command.",
        "A notebook is given as a path, a folder of notebooks, or a name in notebooks/ (02-detection).",
        "Each runs in a separate process. The first cell that fails ends the run with exit code 1; Ctrl-C ends it with 130, SIGTERM with",
        "143, both after the batch in progress: the same command resumes.",
        "Writes the executed notebooks, report.html and results.json to artifacts/, or to the given folder; from a checkout that cannot",
        "be written, to telltale-artifacts in the user's data folder (Linux: ~/.local/share).",
        "Report and results cover this run only; executed notebooks of earlier runs are kept.",
    ];

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        Leftovers.Sweep();
        var request = RunRequest.Parse(arguments, RepositoryFolder.Find());
        using var stop = StopRequest.OnSignal();
        var console = RunConsole.Create();
        return await RunAsync(request, console, RunConsole.Display(console, request.Notebooks.Count), stop);
    }

    /// <summary>As above, for a given console, display and stop request.</summary>
    /// <exception cref="UnusableFileException">A notebook cannot be read, or output or cache not written; no cell has run.</exception>
    internal static async Task<int> RunAsync(RunRequest request, IAnsiConsole console, IRunDisplay display, StopRequest stop)
    {
        var notebooks = RunChecks.Pass(request);
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        var records = new List<NotebookRecord>();
        var complaints = new List<string>();
        var files = new RunFiles(request.Output, complaints.Add);
        console.Profile.Out.Writer.WriteLine($"Report, complete after each notebook: {files.PathOf(RunFiles.Report)}");
        await display.ShowAsync(() => RunNotebooksAsync(request, notebooks, display, stop, files, records, Preview));

        var summary = RunSummary.Of(records, started, watch.Elapsed);
        files.Write(RunFiles.Results, summary.Write);
        var report = files.Write(RunFiles.Report, path => ReportPage.Write(path, summary));
        RunEnding.Write(console, summary, report);
        complaints.ForEach(console.Profile.Out.Writer.WriteLine);
        return RunEnding.ExitCode(records[^1].Status, stop, files.Complete);

        void Preview() => files.Preview(RunFiles.Report, path => ReportPage.Write(
            path, RunSummary.Of(records, started, watch.Elapsed) with { Remaining = notebooks.Count - records.Count }));
    }

    private static async Task RunNotebooksAsync(
        RunRequest request, IReadOnlyList<Notebook> notebooks, IRunDisplay display, StopRequest stop, RunFiles files,
        List<NotebookRecord> records, Action preview)
    {
        foreach (var (path, notebook) in request.Notebooks.Zip(notebooks))
        {
            var tracked = TrackedNotebook.Begin(path);
            var record = await NotebookRunner.RunAsync(path, notebook, display, stop);
            tracked.End(record);
            records.Add(record);
            files.Write(Path.GetFileName(path), record.Notebook.Write);
            if (record.Status != NotebookStatus.Completed)
            {
                break;
            }

            if (records.Count < notebooks.Count)
            {
                preview();
            }
        }
    }
}
