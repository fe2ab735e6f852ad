using System.Diagnostics;
using Spectre.Console;
using Telltale.Workbench.Hosting;
using Telltale.Workbench.Report;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Commands;

/// <summary>A command that runs a notebook of <c>notebooks/commands</c> with parameters and prints what it found.</summary>
/// <param name="name">The command, and the notebook's name.</param>
/// <param name="positional">Names of its arguments, all paths: also the notebook's parameters.</param>
/// <param name="options">Names of its options, all paths: also the notebook's parameters.</param>
/// <param name="description">What it does, in lines for the help.</param>
internal sealed class NotebookCommand(
    string name, IReadOnlyList<string> positional, IReadOnlyList<string> options, IReadOnlyList<string> description) : IVerb
{
    public string Name => name;

    /// <summary>The notebook's parameters that the command sets.</summary>
    internal IEnumerable<string> Parameters => [.. positional, .. options];

    public string Arguments => string.Join(
        ' ', [.. positional.Select(argument => argument.ToUpperInvariant()), .. options.Select(option => $"[--{option} path]")]);

    public IReadOnlyList<string> Description => description;

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        Leftovers.Sweep();
        var parsed = CommandArguments.Parse(arguments, positional, options);
        using var stop = StopRequest.OnSignal();
        return await RunAsync(parsed, RepositoryFolder.Find(), RunConsole.Create(), stop);
    }

    /// <summary>As above, for given arguments, console and stop request.</summary>
    internal async Task<int> RunAsync(CommandArguments arguments, string repository, IAnsiConsole console, StopRequest stop)
    {
        var path = Path.Combine(repository, "notebooks", "commands", $"{name}.ipynb");
        var output = arguments.Output ?? Path.Combine(OutputFolder.Default(repository), name);
        var notebook = RunChecks.Pass(new RunRequest([path], output)).Single();
        var parameters = new Dictionary<string, string?>(arguments.Parameters) { ["output"] = output };
        NotebookParameters.Inject(notebook, parameters);
        var (started, watch) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        NotebookRecord? record = null;
        var display = RunConsole.Display(console, notebooks: 1);
        await display.ShowAsync(async () => record = await NotebookRunner.RunAsync(path, notebook, display, stop));
        var summary = RunSummary.Of([record!], started, watch.Elapsed);
        var files = new RunFiles(output, console.Profile.Out.Writer.WriteLine);
        Write(console.Profile.Out.Writer, record!, summary, files);
        return RunEnding.ExitCode(record!.Status, stop, files.Complete);
    }

    private static void Write(TextWriter writer, NotebookRecord record, RunSummary summary, RunFiles files)
    {
        files.Write(Path.GetFileName(record.Path), record.Notebook.Write);
        files.Write(RunFiles.Results, summary.Write);
        var report = files.Write(RunFiles.Report, path => ReportPage.Write(path, summary));
        foreach (var text in CommandText.Values(record.Notebook).Concat(CommandText.Sentences(summary)))
        {
            writer.WriteLine();
            writer.WriteLine(TerminalText.WithoutEscapes(text));
        }

        writer.WriteLine();
        if (record.Failure is { } failure)
        {
            writer.WriteLine($"Failed: {TerminalText.WithoutEscapes(failure.Error.Message)}");
        }

        foreach (var table in Tables(Path.GetDirectoryName(files.PathOf(RunFiles.Report))!))
        {
            writer.WriteLine($"Table: {table}");
        }

        writer.WriteLine($"Report: {report}");
    }

    private static IEnumerable<string> Tables(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal) : [];
}
