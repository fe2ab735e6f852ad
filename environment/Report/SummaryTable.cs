using System.Net;
using System.Text;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Report;

/// <summary>What was measured, beside the paper's figures.</summary>
internal static class SummaryTable
{
    private const string Simulated = " <span class=\"simulated\">simulated</span>";

    /// <param name="results">In the order they were measured.</param>
    /// <param name="anchors">Name of a notebook to its section.</param>
    public static string Html(IReadOnlyList<MeasuredResult> results, IReadOnlyDictionary<string, string> anchors)
    {
        if (results.Count == 0)
            return "<p>The notebooks of this run reported no figures.</p>\n";
        var groups = new StringBuilder();
        foreach (var group in results.GroupBy(result => result.Notebook))
            groups.Append(Group(group.Key, anchors[group.Key], [.. group]));
        return $"""
            <div class="scroll" role="region" aria-labelledby="summary-caption" tabindex="0">
            <table class="results">
            <caption id="summary-caption">Measured figures with 95 % intervals where there are any, beside the paper’s. {Remark(results)}</caption>
            <thead><tr><th scope="col">Metric</th><th scope="col">Corpus</th>
            <th scope="col" class="number">Measured</th><th scope="col" class="number">Paper</th></tr></thead>
            {groups}</table>
            </div>

            """;
    }

    private static string Remark(IReadOnlyList<MeasuredResult> results) => results.Any(result => result.Simulated)
        ? "<em>Simulated</em>: images made by this kit; figures on them say nothing about real photographs."
        : "";

    private static string Group(string notebook, string anchor, IReadOnlyList<MeasuredResult> results) => $"""
        <tbody>
        <tr><th scope="rowgroup" colspan="4"><a href="#{anchor}">{Escape(notebook)}</a></th></tr>
        {string.Concat(results.Select(Row))}</tbody>

        """;

    private static string Row(MeasuredResult result) => $"""
        <tr><th scope="row">{Metric(result)}</th>
        <td data-label="Corpus">{Escape(result.Corpus)}{(result.Simulated ? Simulated : "")}</td>
        <td class="number" data-label="Measured">{Escape(FigureText.Measured(result))}</td>
        <td class="number" data-label="Paper">{Escape(FigureText.Paper(result))}</td></tr>

        """;

    // What exactly is counted takes a paragraph: one tap away, so that the figures stay beside each other.
    private static string Metric(MeasuredResult result) => result.Convention.Length == 0
        ? Escape(result.Metric)
        : $"<details><summary>{Escape(result.Metric)}</summary>{Escape(result.Convention)}</details>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
