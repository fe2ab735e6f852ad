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

/// <summary>A notebook that was run, as far as it was.</summary>
/// <param name="Path">Full path of the notebook that was run.</param>
/// <param name="Notebook">The notebook with the outputs of this run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">Why, if it failed.</param>
/// <param name="CodeCells">Cells with code.</param>
/// <param name="CellsRun">Cells that ran to their end.</param>
/// <param name="Elapsed">From the start of its process to its end.</param>
/// <param name="PeakMemory">Its process's largest resident memory, in bytes.</param>
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
/// <param name="CellNumber">Among the code cells, from 1.</param>
/// <param name="Error">What the cell reported.</param>
/// <param name="SourceLine">The line of the cell the error points at; null where it points at none.</param>
internal sealed record NotebookFailure(int CellNumber, CellError Error, string? SourceLine);
