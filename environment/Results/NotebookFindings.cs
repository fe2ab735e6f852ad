using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Results;

/// <summary>
/// What the library tells the runner through displays: a notebook names no file and no runner, and works the same in any front end.
/// </summary>
internal static class NotebookFindings
{
    /// <summary>A JSON array of results; see <see cref="MeasuredResult"/>.</summary>
    public const string ResultMimeType = "application/vnd.telltale.result+json";

    /// <summary>A JSON object that describes the run: device, profile, seed, versions.</summary>
    public const string RunMimeType = "application/vnd.telltale.run+json";

    /// <summary>All results of an executed notebook, in order.</summary>
    public static IEnumerable<MeasuredResult> Results(string name, Notebook notebook) =>
        Displayed(notebook, ResultMimeType)
            .SelectMany(content => content is JsonArray list ? list : [content.DeepClone()])
            .OfType<JsonObject>()
            .Select(fields => MeasuredResult.From(name, fields));

    /// <summary>What an executed notebook said about the run; where it said something twice, the last.</summary>
    public static JsonObject Run(Notebook notebook)
    {
        var run = new JsonObject();
        foreach (var (name, value) in Displayed(notebook, RunMimeType).OfType<JsonObject>().SelectMany(note => note))
            run[name] = value?.DeepClone();
        return run;
    }

    private static IEnumerable<JsonNode> Displayed(Notebook notebook, string mimeType) =>
        notebook.Cells
            .SelectMany(cell => cell.Outputs)
            .Select(output => output?["data"]?[mimeType])
            .OfType<JsonNode>();
}
