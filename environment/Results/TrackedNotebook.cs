using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Results;

/// <summary>
/// A run of a notebook as a run of MLflow; the trainings of its cells become runs below it. Does nothing without a server.
/// </summary>
/// <param name="run">Its id; null where it is not tracked.</param>
/// <param name="parent">What <c>MLFLOW_RUN_ID</c> named before.</param>
internal sealed class TrackedNotebook(string? run, string? parent)
{
    /// <summary>Begins the run; processes that are started now report to it.</summary>
    public static TrackedNotebook Begin(string notebook)
    {
        var parent = Environment.GetEnvironmentVariable(Tracking.RunVariable);
        var run = Tracking.Begin(Path.GetFileNameWithoutExtension(notebook), DateTimeOffset.UtcNow);
        if (run is not null)
        {
            Environment.SetEnvironmentVariable(Tracking.RunVariable, run);
        }

        return new(run, parent);
    }

    /// <summary>Logs the notebook's results and ends the run.</summary>
    public void End(NotebookRecord record)
    {
        if (run is null)
        {
            return;
        }

        Environment.SetEnvironmentVariable(Tracking.RunVariable, parent);
        Tracking.Try(client =>
        {
            var now = DateTimeOffset.UtcNow;
            var results = NotebookFindings.Results(record.Name, record.Notebook).Where(result => result.Value is not null);
            client.Log(run, results.Select(result => new TrackedMetric(Name(result), result.Value!.Value, now, 0)));
            client.Log(run, [("cells run", $"{record.CellsRun} of {record.CodeCells}")]);
            client.End(run, Status(record.Status), now);
        });
    }

    private static string Name(MeasuredResult result) => $"{result.Corpus}{(result.Simulated ? ", simulated" : "")}/{result.Metric}";

    private static string Status(NotebookStatus status) => status switch
    {
        NotebookStatus.Completed => "FINISHED",
        NotebookStatus.Interrupted => "KILLED",
        _ => "FAILED",
    };
}
