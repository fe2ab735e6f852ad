using System.Net;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Report;

/// <summary>Everything that the notebooks of a run recorded in sentences, by notebook.</summary>
internal static class FindingsList
{
    /// <param name="findings">In the order of the notebooks.</param>
    /// <param name="titleOf">The title of a notebook.</param>
    /// <param name="cellOf">The anchor of the cell that recorded a finding.</param>
    public static string Html(
        IReadOnlyList<RecordedFinding> findings, Func<string, string> titleOf, Func<RecordedFinding, string> cellOf)
    {
        var groups = findings.GroupBy(finding => finding.Notebook).Select(notebook => $"""
            <h3><a href="#{cellOf(notebook.First())}">{Escape(titleOf(notebook.Key))}</a></h3>
            <ul>
            {string.Concat(notebook.Select(finding => $"<li>{Escape(finding.Sentence)}</li>\n"))}</ul>

            """);
        return findings.Count == 0 ? "" : $"""
            <section id="findings"><h2>What this run showed</h2>
            {string.Concat(groups)}</section>

            """;
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
