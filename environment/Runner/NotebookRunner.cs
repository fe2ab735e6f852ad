using System.Diagnostics;
using Telltale.Environment.Engine;
using Telltale.Environment.Notebooks;

namespace Telltale.Environment.Runner;

/// <summary>Runs one notebook in a process of its own and gathers what it produces.</summary>
internal sealed class NotebookRunner
{
    private readonly string path;
    private readonly IRunDisplay display;
    private readonly Notebook notebook;
    private readonly IReadOnlyList<NotebookCell> cells;
    private readonly List<int> codeCells;
    private readonly Dictionary<int, CellTranscript> transcripts;
    private readonly Lock gate = new();
    private int current;
    private int cellsRun;
    private long peakMemory;
    private CellOutcome? lastOutcome;

    private NotebookRunner(string path, IRunDisplay display)
    {
        (this.path, this.display) = (path, display);
        notebook = Notebook.Read(path);
        cells = notebook.Cells;
        codeCells = [.. Enumerable.Range(0, cells.Count).Where(index => cells[index].Kind == CellKind.Code)];
        var displays = new Dictionary<string, System.Text.Json.Nodes.JsonObject>();
        transcripts = codeCells.ToDictionary(index => index, _ => new CellTranscript(displays));
        foreach (var cell in cells)
            cell.ClearRun();
    }

    /// <summary>Runs the notebook until its end, its first failing cell or an interruption.</summary>
    /// <param name="path">The notebook; it is not changed.</param>
    /// <param name="display">Shown what happens.</param>
    /// <param name="stop">The user's wish to end the run.</param>
    /// <exception cref="InvalidDataException">The file is no notebook.</exception>
    public static Task<NotebookRecord> RunAsync(string path, IRunDisplay display, StopRequest stop) =>
        new NotebookRunner(path, display).RunAsync(stop);

    private async Task<NotebookRecord> RunAsync(StopRequest stop)
    {
        display.NotebookStarted(Path.GetFileNameWithoutExtension(path), codeCells.Count);
        var task = new ChildTask(
            Path.GetDirectoryName(path)!,
            [.. codeCells.Select((index, number) => new ChildCell(index, $"cell {number + 1}", cells[index].Source))]);
        var watch = Stopwatch.StartNew();
        var exitCode = codeCells.Count == 0 ? 0 : await NotebookProcess.RunAsync(task, Receive, Print, stop.Requested, stop.Insisted);
        var record = Record(exitCode, watch.Elapsed, stop.Requested.IsCancellationRequested);
        display.NotebookFinished(record);
        return record;
    }

    private void Receive(RunEvent message)
    {
        lock (gate)
        {
            switch (message)
            {
                case CellStarted started:
                    Start(started);
                    break;
                case CellProduced produced:
                    transcripts[produced.Cell].Add(produced.Output, Number(produced.Cell));
                    display.Printed(transcripts[produced.Cell].LastLine);
                    break;
                case CellFinished finished:
                    Finish(finished);
                    break;
            }
        }
    }

    private void Start(CellStarted started)
    {
        current = started.Cell;
        lastOutcome = null;
        cells[current].ExecutionCount = Number(current);
        CellTiming.Start(cells[current], started.At);
        display.CellStarted(Number(current), CellTitle.Of(cells, current));
    }

    private void Finish(CellFinished finished)
    {
        peakMemory = finished.PeakMemory;
        lastOutcome = finished.Outcome;
        CellTiming.Finish(cells[finished.Cell], finished.At);
        if (finished.Outcome.Status == CellStatus.Succeeded)
            cellsRun++;
        if (finished.Outcome.Error is { } error)
            transcripts[finished.Cell].Add(error);
    }

    private void Print(StreamName stream, string text)
    {
        lock (gate)
        {
            var transcript = transcripts[CurrentOrFirst];
            transcript.Print(stream, text);
            display.Printed(transcript.LastLine);
        }
    }

    /// <summary>What happens before the first cell starts is told with it.</summary>
    private int CurrentOrFirst => codeCells.Contains(current) ? current : codeCells[0];

    private int Number(int cell) => codeCells.IndexOf(cell) + 1;

    private NotebookRecord Record(int exitCode, TimeSpan elapsed, bool stopped)
    {
        lock (gate)
        {
            var status = cellsRun == codeCells.Count ? NotebookStatus.Completed
                : stopped ? NotebookStatus.Interrupted
                : NotebookStatus.Failed;
            var failure = status == NotebookStatus.Failed ? Failure(exitCode) : null;
            if (status == NotebookStatus.Interrupted && lastOutcome?.Error is null)
                transcripts[CurrentOrFirst].Add(ProcessEnd.Interruption);
            foreach (var (index, transcript) in transcripts)
                transcript.WriteTo(cells[index]);
            return new NotebookRecord(path, notebook, status, failure, codeCells.Count, cellsRun, elapsed, peakMemory);
        }
    }

    private NotebookFailure Failure(int exitCode)
    {
        var cell = CurrentOrFirst;
        var error = lastOutcome?.Error;
        if (error is null)
        {
            error = ProcessEnd.Describe(exitCode, transcripts[cell].StandardError);
            transcripts[cell].Add(error);
        }

        var sourceLine = error.Line is { } line ? cells[cell].Source.Split('\n').ElementAtOrDefault(line - 1)?.Trim() : null;
        return new NotebookFailure(Number(cell), error, sourceLine);
    }
}
