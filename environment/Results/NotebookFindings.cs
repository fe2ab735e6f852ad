using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Results;

/// <summary>
/// Reads what the library reports to the runner through displays. Notebooks need no file and no runner, and work in any front end.
/// </summary>
internal static class NotebookFindings
{
    /// <summary>A JSON array of results; see <see cref="MeasuredResult"/>.</summary>
    public const string ResultMimeType = "application/vnd.telltale.result+json";

    /// <summary>A JSON array of sentences; see <see cref="RecordedFinding"/>.</summary>
    public const string FindingMimeType = "application/vnd.telltale.finding+json";

    /// <summary>A JSON object that describes the run: device, profile, seed, versions.</summary>
    public const string RunMimeType = "application/vnd.telltale.run+json";

    /// <summary>All results of an executed notebook, in order.</summary>
    public static IEnumerable<MeasuredResult> Results(string name, Notebook notebook) =>
        Displayed(notebook, ResultMimeType)
            .SelectMany(content => content is JsonArray list ? list : [content.DeepClone()])
            .OfType<JsonObject>()
            .Select(fields => MeasuredResult.From(name, fields));

    /// <summary>All sentences that an executed notebook recorded, in order.</summary>
    public static IEnumerable<RecordedFinding> Findings(string name, Notebook notebook) =>
        notebook.Cells.SelectMany((cell, index) => cell.Outputs
            .Select(output => output?["data"]?[FindingMimeType]).OfType<JsonArray>()
            .SelectMany(list => list.OfType<JsonObject>())
            .Select(fields => RecordedFinding.From(name, index, fields)));

    /// <summary>Run information displayed by an executed notebook; the last value of each entry.</summary>
    public static JsonObject Run(Notebook notebook)
    {
        var run = new JsonObject();
        foreach (var (name, value) in Displayed(notebook, RunMimeType).OfType<JsonObject>().SelectMany(note => note))
        {
            run[name] = value?.DeepClone();
        }

        return run;
    }

    private static IEnumerable<JsonNode> Displayed(Notebook notebook, string mimeType) =>
        notebook.Cells
            .SelectMany(cell => cell.Outputs)
            .Select(output => output?["data"]?[mimeType])
            .OfType<JsonNode>();
}
