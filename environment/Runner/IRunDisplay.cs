namespace Telltale.Workbench.Runner;

/// <summary>Shows a run while it happens. Calls come one at a time, from any thread.</summary>
internal interface IRunDisplay
{
    /// <summary>Shows what happens while <paramref name="run"/> runs.</summary>
    Task ShowAsync(Func<Task> run);

    /// <summary>The next notebook begins.</summary>
    void NotebookStarted(string name, int codeCells);

    /// <summary>A code cell begins; numbers start at 1.</summary>
    void CellStarted(int number, string title);

    /// <summary>The cell's last line of output is now this.</summary>
    void Printed(string lastLine);

    /// <summary>The notebook ended, one way or another.</summary>
    void NotebookFinished(NotebookRecord record);
}
