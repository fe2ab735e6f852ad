using System.Net;
using System.Text.Json.Nodes;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Report;

/// <summary>The conditions of the run: information from library and runner, and time and memory of each notebook.</summary>
internal static class RunTable
{
    public static string Html(RunSummary summary, IReadOnlyDictionary<string, string> anchors) => $"""
        <dl class="run">
        {string.Concat(summary.Information.Where(entry => entry.Key is not ("notebooks" or "paper"))
            .SelectMany(entry => Entries(entry.Key, entry.Value)))}</dl>
        <div class="scroll">
        <table><caption id="run-caption">Time and peak memory of each notebook’s process.</caption>
        <thead><tr><th scope="col">Notebook</th><th scope="col">Status</th><th scope="col" class="number">Cells</th>
        <th scope="col" class="number">Time</th><th scope="col" class="number">Peak memory</th></tr></thead>
        <tbody>
        {string.Concat(summary.Notebooks.Select(record => Row(record, anchors[record.Name])))}</tbody></table>
        </div>

        """;

    private static string Row(NotebookRecord record, string anchor) => $"""
        <tr><th scope="row"><a href="#{anchor}">{Escape(record.Name)}</a></th><td>{record.Status.ToString().ToLowerInvariant()}</td>
        <td class="number">{record.CellsRun} of {record.CodeCells}</td><td class="number">{RunText.Seconds(record.Elapsed)}</td>
        <td class="number">{record.PeakMemory / (1024 * 1024)} MiB</td></tr>

        """;

    private static IEnumerable<string> Entries(string name, JsonNode? value) => value switch
    {
        JsonObject nested => nested.SelectMany(entry => Entries($"{name}, {entry.Key}", entry.Value)),
        JsonArray list => [Entry(name, string.Join(", ", list.Select(item => item?.ToString())))],
        JsonValue number when name == "seconds" && number.TryGetValue(out double seconds) =>
            [Entry("time", RunText.Seconds(TimeSpan.FromSeconds(seconds)))],
        _ => [Entry(name, value?.ToString() ?? "–")],
    };

    private static string Entry(string name, string value) => $"<div><dt>{Escape(name)}</dt><dd>{Escape(value)}</dd></div>\n";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
