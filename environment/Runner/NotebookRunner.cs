using System.Diagnostics;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Hosting;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Runner;

/// <summary>Runs one notebook in a separate process and collects its outputs.</summary>
internal sealed class NotebookRunner
{
    private readonly string path;
    private readonly IRunDisplay display;
    private readonly StopRequest stop;
    private readonly Notebook notebook;
    private readonly IReadOnlyList<NotebookCell> cells;
    private readonly List<int> codeCells;
    private readonly Dictionary<int, CellTranscript> transcripts;
    private readonly Lock gate = new();
    private int current;
    private int cellsRun;
    private long peakMemory;

    private NotebookRunner(string path, Notebook notebook, IRunDisplay display, StopRequest stop)
    {
        (this.path, this.notebook, this.display, this.stop) = (path, notebook, display, stop);
        cells = notebook.Cells;
        codeCells = [.. Enumerable.Range(0, cells.Count).Where(index => cells[index].Kind == CellKind.Code)];
        var displays = new Dictionary<string, System.Text.Json.Nodes.JsonObject>();
        transcripts = codeCells.ToDictionary(index => index, _ => new CellTranscript(displays));
        foreach (var cell in cells)
        {
            cell.ClearRun();
        }
    }

    /// <summary>Runs the notebook until its end, its first failing cell or an interruption.</summary>
    /// <param name="path">Its file, which is not changed.</param>
    /// <param name="notebook">Its content, which receives the outputs.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="stop">Requests to stop the run.</param>
    public static Task<NotebookRecord> RunAsync(string path, Notebook notebook, IRunDisplay display, StopRequest stop) =>
        new NotebookRunner(path, notebook, display, stop).RunAsync();

    private async Task<NotebookRecord> RunAsync()
    {
        display.NotebookStarted(Path.GetFileNameWithoutExtension(path), codeCells.Count);
        var watch = Stopwatch.StartNew();
        var error = codeCells.Count == 0 ? null : await TryRunCellsAsync();
        var record = Record(error, watch.Elapsed, stop.Requested.IsCancellationRequested);
        display.NotebookFinished(record);
        return record;
    }

    /// <summary>What prevents a notebook from running, such as a deleted folder, ends this notebook and not the runner.</summary>
    private async Task<CellError?> TryRunCellsAsync()
    {
        try
        {
            return await RunCellsAsync();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Tell(CellErrors.Plain("Notebook not run", $"The notebook's process could not be used: {error.Message}"));
        }
    }

    /// <returns>The error of the last cell; null if all succeeded.</returns>
    private async Task<CellError?> RunCellsAsync()
    {
        await using var process = CellProcess.Start(Path.GetDirectoryName(path)!, Directory.GetCurrentDirectory(), Receive, Print);
        using var onStop = stop.Requested.Register(() => process.Stop(stop.IsTermination));
        using var onInsistence = stop.Insisted.Register(process.Kill);
        foreach (var index in codeCells.TakeWhile(_ => !stop.Requested.IsCancellationRequested))
        {
            var outcome = await process.ExecuteAsync(new CellRequest(index, $"cell {Number(index)}", cells[index].Source));
            if (outcome is null)
            {
                return Tell(stop.Requested.IsCancellationRequested
                    ? CellErrors.Interruption
                    : ProcessEnd.Describe(await process.Ended, process.LastWords));
            }

            if (outcome.Error is not null)
            {
                return outcome.Error;
            }
        }

        return null;
    }

    private CellError Tell(CellError error)
    {
        lock (gate)
        {
            transcripts[CurrentOrFirst].Add(error);
        }

        return error;
    }

    private void Receive(CellEvent message)
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
        cells[current].ExecutionCount = Number(current);
        CellTiming.Start(cells[current], started.At);
        display.CellStarted(Number(current), CellTitle.Of(cells, current));
    }

    private void Finish(CellFinished finished)
    {
        peakMemory = finished.PeakMemory;
        if (finished.Terminated)
        {
            stop.Terminate();
        }

        CellTiming.Finish(cells[finished.Cell], finished.At);
        if (finished.Outcome.Status == CellStatus.Succeeded)
        {
            cellsRun++;
        }

        if (finished.Outcome.Error is { } error)
        {
            transcripts[finished.Cell].Add(error);
        }
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

    /// <summary>Output before the first cell is shown with it.</summary>
    private int CurrentOrFirst => codeCells.Contains(current) ? current : codeCells[0];

    private int Number(int cell) => codeCells.IndexOf(cell) + 1;

    private NotebookRecord Record(CellError? error, TimeSpan elapsed, bool stopped)
    {
        lock (gate)
        {
            var status = cellsRun == codeCells.Count ? NotebookStatus.Completed
                : stopped ? NotebookStatus.Interrupted
                : NotebookStatus.Failed;
            foreach (var (index, transcript) in transcripts)
            {
                transcript.WriteTo(cells[index]);
            }

            var failure = status == NotebookStatus.Failed ? Failure(error!) : null;
            return new NotebookRecord(path, notebook, status, failure, codeCells.Count, cellsRun, elapsed, peakMemory);
        }
    }

    private NotebookFailure Failure(CellError error)
    {
        var cell = CurrentOrFirst;
        var sourceLine = error.Line is { } line ? cells[cell].Source.Split('\n').ElementAtOrDefault(line - 1)?.Trim() : null;
        return new NotebookFailure(Number(cell), error, sourceLine);
    }
}
