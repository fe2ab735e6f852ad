using Telltale.Data;

namespace Telltale.Plots;

/// <summary>What became of every file of a folder, as an HTML table by folder, extension and reason.</summary>
internal static class LedgerHtml
{
    public static string Of(Ledger ledger)
    {
        var table = HtmlTable.Of(ledger.Rows,
            ("files", row => row.Files),
            ("use", row => Ledger.Word(row.Use)),
            ("reason", row => row.Reason),
            ("extension", row => row.Extension),
            ("folder", row => row.Folder));
        return $"""
            <p>{PlotText.Html(ledger.Summary)}</p>
            {table.ToHtml()}
            {ImageCollectionHtml.Warnings(ledger.Warnings)}
            """;
    }

    /// <summary>The summary; a click shows the table.</summary>
    public static string Folded(Ledger ledger) =>
        $"<details><summary>{PlotText.Html(ledger.Summary)}</summary>{Of(ledger)}</details>";
}
