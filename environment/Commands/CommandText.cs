using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Commands;

/// <summary>What a command prints of an executed notebook: the value that each cell ends with, and the recorded findings.</summary>
internal static class CommandText
{
    /// <summary>The text, a block for each value; without the sentences.</summary>
    public static IEnumerable<string> Values(Notebook notebook) => notebook.Cells
        .SelectMany(cell => cell.Outputs)
        .Where(output => (string?)output?["output_type"] == "execute_result" && output["data"]?[NotebookFindings.FindingMimeType] is null)
        .Select(output => MultilineText.Join(output?["data"]?["text/plain"]).TrimEnd())
        .Where(text => text.Length > 0);

    /// <summary>The recorded sentences, the headlines first.</summary>
    public static IEnumerable<string> Sentences(RunSummary summary) =>
        summary.Findings.OrderBy(finding => finding.IsHeadline ? 0 : 1).Select(finding => finding.Sentence).Distinct();
}
