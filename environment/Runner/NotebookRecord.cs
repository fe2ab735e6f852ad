using Telltale.Workbench.Engine;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Runner;

/// <summary>How a notebook's run ended.</summary>
internal enum NotebookStatus
{
    /// <summary>Every cell ran.</summary>
    Completed,

    /// <summary>A cell failed, or the process ended while it ran.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Interrupted,
}

/// <summary>An executed notebook, possibly not to the end.</summary>
/// <param name="Path">Full path of the notebook that was run.</param>
/// <param name="Notebook">The notebook with the outputs of this run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">The failure, if any.</param>
/// <param name="CodeCells">Number of code cells.</param>
/// <param name="CellsRun">Number of code cells that succeeded.</param>
/// <param name="Elapsed">Time from the start to the end of its process.</param>
/// <param name="PeakMemory">Peak resident memory of its process, in bytes.</param>
internal sealed record NotebookRecord(
    string Path,
    Notebook Notebook,
    NotebookStatus Status,
    NotebookFailure? Failure,
    int CodeCells,
    int CellsRun,
    TimeSpan Elapsed,
    long PeakMemory)
{
    /// <summary>The file's name without extension, such as "02-detection".</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}

/// <summary>Where and why a notebook failed.</summary>
/// <param name="CellNumber">Number among the code cells, from 1.</param>
/// <param name="Error">The cell's error.</param>
/// <param name="SourceLine">The source line of the error; null if it has none.</param>
internal sealed record NotebookFailure(int CellNumber, CellError Error, string? SourceLine);
