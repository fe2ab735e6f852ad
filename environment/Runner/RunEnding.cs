using Spectre.Console;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Runner;

/// <summary>What a run says last: what went wrong, what was measured, where the report is.</summary>
internal static class RunEnding
{
    private const int WholeTrace = 20;

    public static void Write(IAnsiConsole console, RunSummary summary, string report)
    {
        console.WriteLine();
        if (summary.Results.Count > 0)
            WriteResults(console, summary.Results);
        if (summary.Notebooks[^1] is { Failure: { } failure } record)
            WriteFailure(console, record, failure);

        console.Profile.Out.Writer.WriteLine($"Report: {report}");
    }

    private static void WriteResults(IAnsiConsole console, IReadOnlyList<MeasuredResult> results)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("Measured beside the paper") };
        table.AddColumns("notebook", "metric", "corpus");
        table.AddColumn(new TableColumn("measured").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("paper").RightAligned().NoWrap());
        foreach (var result in results)
            table.AddRow(Cells(result));
        console.Write(table);
        if (results.Any(result => result.Simulated))
            console.WriteLine("(simulated): images made by this kit. What is measured on them says nothing about real photographs.");
        console.WriteLine();
    }

    private static Text[] Cells(MeasuredResult result) =>
    [
        new(result.Notebook),
        new(result.Metric),
        new(result.Simulated ? $"{result.Corpus} (simulated)" : result.Corpus),
        new(FigureText.Measured(result)),
        new(FigureText.Paper(result)),
    ];

    private static void WriteFailure(IAnsiConsole console, NotebookRecord record, NotebookFailure failure)
    {
        var place = failure.Error.Line is { } line ? $", line {line}" : "";
        // The writer itself: a wrapped path or source line can neither be clicked nor searched for.
        var writer = console.Profile.Out.Writer;
        console.Markup("[red bold]Failed:[/] ");
        writer.WriteLine($"{record.Path}, cell {failure.CellNumber}{place}");
        if (failure.SourceLine is not null)
            writer.WriteLine($"    {TerminalText.WithoutEscapes(failure.SourceLine)}");
        foreach (var traceLine in failure.Error.Trace.Take(WholeTrace))
            writer.WriteLine(TerminalText.WithoutEscapes(traceLine));
        if (failure.Error.Trace.Count > WholeTrace)
            writer.WriteLine($"({failure.Error.Trace.Count - WholeTrace} more lines are in the executed notebook)");
        writer.WriteLine();
    }
}
