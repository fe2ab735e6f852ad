using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;

namespace Telltale.Tests.Workbench.Runner;

/// <summary>What a run left behind.</summary>
internal sealed record RunResult(int ExitCode, string Terminal, string Output)
{
    public JsonNode Results => JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "results.json")))!;

    public string Report => File.ReadAllText(Path.Combine(Output, "report.html"));

    public Notebook Executed(string name) => Notebook.Read(Path.Combine(Output, name));

    /// <summary>Output texts of a cell: streams, plain values and errors.</summary>
    public IReadOnlyList<string> Texts(string name, int cell) =>
    [
        .. Executed(name).Cells[cell].Outputs.Select(output =>
            MultilineText.Join(output!["text"] ?? output["data"]?["text/plain"] ?? output["evalue"])),
    ];
}

/// <summary>Runs notebooks as the command does, each in its own process.</summary>
internal static class Runs
{
    public static Task<RunResult> RunAsync(TemporaryFolder folder, params string[] notebooks) =>
        RunAsync(folder, new StopRequest(), notebooks);

    public static async Task<RunResult> RunAsync(TemporaryFolder folder, StopRequest stop, params string[] notebooks)
    {
        using var terminal = new StringWriter();
        var console = RunConsole.Plain(terminal);
        var output = folder.File("artifacts");
        var exitCode = await RunVerb.RunAsync(
            new RunRequest(notebooks, output), console, new PlainDisplay(console, notebooks.Length), stop);
        return new RunResult(exitCode, terminal.ToString(), output);
    }
}
