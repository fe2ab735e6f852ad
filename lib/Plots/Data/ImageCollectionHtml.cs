using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>A collection as an HTML table: the images of each source.</summary>
internal static class ImageCollectionHtml
{
    public static string Of(ImageCollection collection)
    {
        var sources = collection.GroupBy(record => (record.Source, record.Label))
            .OrderBy(group => group.Key.Label).ThenBy(group => group.Key.Source, StringComparer.Ordinal);
        var table = HtmlTable.Of(sources,
            ("source", group => group.Key.Source),
            ("label", group => group.Key.Label.ToString().ToLowerInvariant()),
            ("images", group => group.Count()),
            ("", group => collection.HeldOutSources.Contains(group.Key.Source) ? "never trained on" : ""));
        return $"""
            <p><strong>{PlotText.Html(collection.Name)}</strong>{(collection.IsSimulated ? " <em>(simulated)</em>" : "")}:
            {collection.Count.Counted("image")}</p>
            {table.ToHtml()}
            {Skipped(collection)}
            {(collection.Ledger is { } ledger ? LedgerHtml.Folded(ledger) : "")}
            {Warnings(collection.Warnings)}
            """;
    }

    /// <summary>One paragraph for each warning.</summary>
    public static string Warnings(IEnumerable<string> warnings) =>
        string.Concat(warnings.Select(warning => $"<p><strong>Warning:</strong> {PlotText.Html(warning)}</p>"));

    private static string Skipped(ImageCollection collection) => collection.Skipped.Count == 0 ? "" :
        $"<details><summary>{collection.Skipped.Count.Counted("image")} skipped, since unreadable</summary><ul>" +
        string.Concat(collection.Skipped.Select(failure => $"<li>{PlotText.Html(failure.Message)}</li>")) + "</ul></details>";
}
