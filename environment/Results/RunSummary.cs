using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Results;

/// <summary>A run as shown in <c>results.json</c> and the report.</summary>
/// <param name="Notebooks">The notebooks that ran, in order.</param>
/// <param name="Results">Their results, in order.</param>
/// <param name="Findings">The sentences that they recorded, in order.</param>
/// <param name="Information">Versions, machine, device, profile, seed, times and memory, as a tree.</param>
internal sealed record RunSummary(
    IReadOnlyList<NotebookRecord> Notebooks, IReadOnlyList<MeasuredResult> Results, IReadOnlyList<RecordedFinding> Findings,
    JsonObject Information)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        MaxDepth = Notebook.DeepestOutput,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Notebooks of a run in progress that have not ended yet; 0 once it has.</summary>
    public int Remaining { get; init; }

    /// <summary>Summarises a run.</summary>
    /// <param name="records">The notebooks that were run.</param>
    /// <param name="started">When the run began.</param>
    /// <param name="elapsed">How long it took.</param>
    public static RunSummary Of(IReadOnlyList<NotebookRecord> records, DateTimeOffset started, TimeSpan elapsed) => new(
        records,
        [.. records.SelectMany(record => NotebookFindings.Results(record.Name, record.Notebook))],
        [.. records.SelectMany(record => NotebookFindings.Findings(record.Name, record.Notebook))],
        RunInformation.Of(records, started, elapsed));

    /// <summary>Writes <c>results.json</c>.</summary>
    public void Write(string path)
    {
        var json = new JsonObject
        {
            ["run"] = Information.DeepClone(),
            ["findings"] = new JsonArray([.. Findings.Select(finding => (JsonNode)finding.ToJson())]),
            ["results"] = new JsonArray([.. Results.Select(result => (JsonNode)result.ToJson())]),
        };
        WholeFile.Write(path, json.ToJsonString(Layout) + "\n");
    }
}
