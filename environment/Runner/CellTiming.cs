using System.Globalization;
using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Runner;

/// <summary>Start and end of a cell, in the metadata that nbclient and JupyterLab use.</summary>
internal static class CellTiming
{
    private const string Section = "execution";
    private const string Begin = "iopub.execute_input";
    private const string End = "shell.execute_reply";

    public static void Start(NotebookCell cell, DateTimeOffset at) => cell.Metadata[Section] = new JsonObject { [Begin] = Text(at) };

    public static void Finish(NotebookCell cell, DateTimeOffset at) => cell.Metadata[Section]![End] = Text(at);

    /// <summary>How long the cell ran; null if it did not finish.</summary>
    public static TimeSpan? Elapsed(NotebookCell cell) =>
        cell.Metadata[Section] is JsonObject times
        && (string?)times[Begin] is { } begin
        && (string?)times[End] is { } end
            ? DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) - DateTimeOffset.Parse(begin, CultureInfo.InvariantCulture)
            : null;

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
