using System.Net;
using System.Text.Json.Nodes;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Report;

/// <summary>
/// What a reader who knows nothing needs: which paper, what failed, what this run found and where, whether any real image was used, and one
/// chart. All of it was recorded by the notebooks; the paper's part comes with the set-up cell of any notebook.
/// </summary>
internal static class FirstScreen
{
    private const int MostHeadlines = 4;

    /// <param name="summary">The run.</param>
    /// <param name="started">When it began, for people.</param>
    /// <param name="cellOf">The anchor of the cell that recorded a finding.</param>
    public static string Html(RunSummary summary, string started, Func<RecordedFinding, string> cellOf)
    {
        var paper = summary.Information["paper"] as JsonObject;
        RecordedFinding[] headlines = [.. summary.Findings.Where(finding => finding.IsHeadline).Take(MostHeadlines)];
        var found = string.Concat(headlines.Select(headline => Found(headline, cellOf(headline))));
        return $"""
            <header id="summary">
            <p class="run">Telltale report, run of {started}</p>
            {Unfinished(summary)}            <h1>{(paper is null ? "Telltale report" : "Why a detector of synthetic images failed")}</h1>
            <div class="lead">
            <div class="story">
            {Published(paper)}<p class="images"><strong>{Escape(ImagesUsed.Sentence(summary))}</strong></p>
            {List(found)}            </div>
            {MainChart.Html(PaperValue(paper), summary.Findings)}</div>
            </header>

            """;
    }

    private static string Unfinished(RunSummary summary) => summary.Remaining == 0 ? "" : $"""
        <p class="run"><strong>This run has not ended: {summary.Notebooks.Count} of
        {(summary.Notebooks.Count + summary.Remaining).Counted("notebook")} so far. Reload the page to see more.</strong></p>

        """;

    private static string Published(JsonObject? paper) => paper is null ? "" : $"""
        <p><b>The paper.</b> {Escape(paper["authors"])}: <cite>{Escape(paper["title"])}</cite>, {Escape(paper["venue"])}
        (<a href="{Escape(paper["link"])}">its task</a>).</p>
        <p><b>What failed.</b> {Escape(paper["failure"])}</p>

        """;

    private static string List(string found) => found.Length == 0 ? "" : $"""
        <p><b>What this run found.</b></p>
        <ul class="found">
        {found}</ul>

        """;

    private static string Found(RecordedFinding finding, string anchor) => $"""
        <li>{(finding.Images == "none" ? "From the paper's numbers: " : "")}{Escape(finding.Sentence)}
        <a class="origin" href="#{anchor}">{Escape(finding.Notebook)}</a></li>

        """;

    private static FindingValue? PaperValue(JsonObject? paper) => paper?["value"] is JsonObject value ? FindingValue.From(value) : null;

    private static string Escape(JsonNode? node) => Escape((string?)node ?? "");

    // A line never ends between a number and its percent sign.
    private static string Escape(string text) => WebUtility.HtmlEncode(text.Replace(" %", "\u00a0%", StringComparison.Ordinal));
}
