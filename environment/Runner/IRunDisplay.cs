namespace Telltale.Workbench.Runner;

/// <summary>Shows the progress of a run. Called from any thread, one call at a time.</summary>
internal interface IRunDisplay
{
    /// <summary>Executes <paramref name="run"/> and shows its progress.</summary>
    Task ShowAsync(Func<Task> run);

    /// <summary>The next notebook started.</summary>
    void NotebookStarted(string name, int codeCells);

    /// <summary>A code cell started; numbers start at 1.</summary>
    void CellStarted(int number, string title);

    /// <summary>The cell printed; its last line of output.</summary>
    void Printed(string lastLine);

    /// <summary>The notebook ended, successfully or not.</summary>
    void NotebookFinished(NotebookRecord record);
}
