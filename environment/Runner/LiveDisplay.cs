using System.Diagnostics;
using Spectre.Console;

namespace Telltale.Workbench.Runner;

/// <summary>Live progress at the bottom of a terminal; each finished notebook adds one line above it.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, int notebooks) : IRunDisplay
{
    private const int BarWidth = 24;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch elapsed = new();
    private volatile State state = new(0, "", 0, 0, "", "");

    public Task ShowAsync(Func<Task> run) =>
        console.Live(Text.Empty).AutoClear(true).StartAsync(async context =>
        {
            var running = run();
            using var refresh = new PeriodicTimer(RefreshEvery);
            while (!running.IsCompleted)
            {
                context.UpdateTarget(Draw(state));
                await Task.WhenAny(running, refresh.WaitForNextTickAsync().AsTask());
            }

            await running;
        });

    public void NotebookStarted(string name, int codeCells)
    {
        elapsed.Restart();
        state = new State(state.Notebook + 1, name, codeCells, 0, "", "");
    }

    public void CellStarted(int number, string title) => state = state with { Cell = number, Title = title, LastLine = "" };

    public void Printed(string lastLine) => state = state with { LastLine = lastLine };

    public void NotebookFinished(NotebookRecord record)
    {
        var mark = record.Status == NotebookStatus.Completed ? "[green]✓[/]" : "[red]✗[/]";
        console.MarkupLine($"{mark} [bold]{Markup.Escape(record.Name)}[/]  {Markup.Escape(RunText.Ending(record))}");
    }

    private Rows Draw(State now)
    {
        var width = Math.Max(20, console.Profile.Width - 3);
        var filled = now.CodeCells == 0 ? 0 : BarWidth * Math.Max(0, now.Cell - 1) / now.CodeCells;
        var bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
        return new Rows(
            new Markup(
                $"[bold]{Markup.Escape(now.Name)}[/] ({now.Notebook} of {notebooks})  {bar}  "
                + $"cell {now.Cell} of {now.CodeCells}  {TerminalText.Clock(elapsed.Elapsed)}"),
            new Markup($"  {Markup.Escape(TerminalText.OneLine(now.Title, width))}"),
            new Markup($"  [grey]{Markup.Escape(TerminalText.OneLine(now.LastLine, width))}[/]"));
    }

    private sealed record State(int Notebook, string Name, int CodeCells, int Cell, string Title, string LastLine);
}
