using System.Net;
using System.Text;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Report;

/// <summary>One executed notebook as a section of the page.</summary>
/// <param name="Anchor">The id of the section.</param>
/// <param name="Title">The first heading of the notebook, or its name.</param>
/// <param name="Headings">All headings.</param>
/// <param name="Html">The section as HTML.</param>
internal sealed record NotebookSection(string Anchor, string Title, IReadOnlyList<Heading> Headings, string Html)
{
    /// <summary>Renders a notebook, including one that did not run to the end.</summary>
    public static NotebookSection Of(
        NotebookRecord record, string anchor, IReadOnlyDictionary<string, string> pageAnchors, PlotlyScript plotly, Glossary glossary)
    {
        var prose = new Prose(anchor, Path.GetDirectoryName(record.Path)!, pageAnchors, glossary);
        var outputs = new OutputHtml(plotly);
        var cells = new StringBuilder();
        foreach (var (index, cell) in record.Notebook.Cells.Index())
        {
            cells.Append(cell.Kind switch
            {
                CellKind.Markdown => $"<div class=\"prose\">\n{prose.Html(cell)}</div>\n",
                CellKind.Code => $"<div class=\"cell\" id=\"{CellAnchor(anchor, index)}\">\n" + Code(cell, record)
                    + string.Concat(cell.Outputs.Select(output => outputs.Html(output!))) + "</div>\n",
                _ => "",
            });
        }

        var title = prose.Headings is [{ Level: 1 } first, ..] ? first.Text : record.Name;
        var heading = prose.Headings is [{ Level: 1 }, ..] ? "" : $"<h2>{Escape(record.Name)}</h2>\n";
        return new NotebookSection(anchor, title, prose.Headings, $"""
            <section class="notebook" id="{anchor}" aria-label="{Escape(title)}">
            <p class="file">{Escape(Path.GetFileName(record.Path))} · {Escape(RunText.Ending(record))}</p>
            {heading}{Failure(record)}{cells}</section>

            """);
    }

    /// <summary>The id of a cell on the page.</summary>
    /// <param name="anchor">The id of its section.</param>
    /// <param name="index">Its position in the notebook, from 0.</param>
    public static string CellAnchor(string anchor, int index) => $"{anchor}-cell-{index}";

    private static string Code(NotebookCell cell, NotebookRecord record)
    {
        if (cell.Source.Length == 0)
        {
            return "";
        }

        var failed = record.Failure is { } failure && failure.CellNumber == cell.ExecutionCount;
        var time = CellTiming.Elapsed(cell) is { } elapsed ? $" · {RunText.Seconds(elapsed)}" : "";
        var label = cell.ExecutionCount is { } number ? $"Code, cell {number}{time}" : "Code, not run";
        return $"""
            <details class="code"{(failed ? " open" : "")}><summary>{label}</summary>
            <pre tabindex="0"><code>{CodeColours.Html(cell.Source)}</code></pre></details>

            """;
    }

    private static string Failure(NotebookRecord record) => record switch
    {
        { Failure: { } failure } =>
            $"<p class=\"failure\" role=\"alert\"><strong>Cell {failure.CellNumber} failed.</strong> {Escape(failure.Error.Message)}</p>\n",
        { Status: NotebookStatus.Interrupted } =>
            $"<p class=\"failure\" role=\"alert\"><strong>Interrupted</strong> after {record.CellsRun} of "
            + $"{record.CodeCells.Counted("cell")}.</p>\n",
        _ => "",
    };

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
