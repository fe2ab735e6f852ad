using System.Diagnostics;
using Spectre.Console;

namespace Telltale.Workbench.Runner;

/// <summary>Progress for logs and pipes: a line per cell, and every ten seconds the last line it printed.</summary>
internal sealed class PlainDisplay(IAnsiConsole console, int notebooks) : IRunDisplay
{
    private const int LineWidth = 110;
    private static readonly TimeSpan PrintEvery = TimeSpan.FromSeconds(10);

    private readonly Stopwatch sinceLine = Stopwatch.StartNew();
    private int notebook;
    private int codeCells;

    public Task ShowAsync(Func<Task> run) => run();

    public void NotebookStarted(string name, int codeCells)
    {
        notebook++;
        this.codeCells = codeCells;
        Write($"[{notebook}/{notebooks}] {name}: {codeCells.Counted("cell")}");
    }

    public void CellStarted(int number, string title) =>
        Write($"  cell {number}/{codeCells}: {TerminalText.OneLine(title, LineWidth)}");

    public void Printed(string lastLine)
    {
        if (sinceLine.Elapsed >= PrintEvery && lastLine.Length > 0)
        {
            Write($"    {TerminalText.OneLine(lastLine, LineWidth)}");
        }
    }

    public void NotebookFinished(NotebookRecord record) => Write($"  {RunText.Ending(record)}");

    private void Write(string line)
    {
        try
        {
            console.Profile.Out.Writer.WriteLine(line);
        }
        catch (IOException)
        {
            // A log on a full disk must not end the run.
        }

        sinceLine.Restart();
    }
}
