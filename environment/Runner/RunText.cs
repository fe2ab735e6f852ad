using System.Globalization;

namespace Telltale.Workbench.Runner;

/// <summary>Phrases about a run.</summary>
internal static class RunText
{
    /// <summary>How a notebook ended, in one line.</summary>
    public static string Ending(NotebookRecord record) => record.Status switch
    {
        NotebookStatus.Completed => $"{record.CellsRun.Counted("cell")} in {Seconds(record.Elapsed)}",
        NotebookStatus.Interrupted =>
            $"interrupted after {record.CellsRun} of {record.CodeCells.Counted("cell")}, {Seconds(record.Elapsed)}",
        _ => $"failed at cell {record.Failure!.CellNumber} of {record.CodeCells}, after {Seconds(record.Elapsed)}",
    };

    /// <summary>Such as "4.2 s" or "3 min 5 s".</summary>
    public static string Seconds(TimeSpan time)
    {
        var whole = (long)Math.Round(time.TotalSeconds);
        return time.TotalSeconds < 59.95
            ? time.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture) : $"{whole / 60} min {whole % 60} s";
    }
}
