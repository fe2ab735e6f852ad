using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>An audit as HTML tables: the features, the remedies, and near-duplicate images.</summary>
internal static class ShortcutAuditHtml
{
    private const int DuplicatesShown = 4;

    public static string Of(ShortcutAudit audit)
    {
        var rows = audit.Features
            .Select(feature => (
                feature.Feature.Name, feature.Auc, feature.Interval, feature.Real, feature.Synthetic, Verdict: feature.VerdictText))
            .Concat(audit.Combined.Select(combined =>
                (combined.Name, combined.Auc, combined.Interval, Real: "", Synthetic: "", Verdict: "")));
        var features = HtmlTable.Of(rows,
            ("feature", row => row.Name),
            ("AUC", row => PlotText.Number(row.Auc)),
            ("interval", row => PlotText.Interval(row.Interval.Lower, row.Interval.Upper)),
            (audit.Classes.Negative, row => row.Real),
            (audit.Classes.Positive, row => row.Synthetic),
            ("verdict", row => row.Verdict));
        return $"""
            <p><strong>Shortcut audit of {PlotText.Html(audit.Name)}</strong>{(audit.IsSimulated ? " <em>(simulated)</em>" : "")}:
            {PlotText.Html(audit.Verdict)}</p>
            {features.ToHtml()}
            <p><small>{PlotText.Html(audit.Explanation)}</small></p>
            {Remedies(audit)}
            {Duplicates(audit)}
            """;
    }

    private static string Remedies(ShortcutAudit audit) =>
        audit.Features.Where(feature => feature.Remedy is not null).ToArray() is { Length: > 0 } telling
            ? HtmlTable.Of(telling,
                ("feature", feature => feature.Feature.Name),
                ("remedy", feature => feature.Remedy!.Name),
                ("what it does", feature => feature.Remedy!.Explanation)).ToHtml()
            : "";

    private static string Duplicates(ShortcutAudit audit) => audit.Duplicates.Count == 0 ? "" :
        $"<details><summary>near-duplicate images of different originals: {PlotText.Count(audit.Duplicates.Count)}</summary>" +
        ImageGrid.Of(
            audit.Duplicates.Take(DuplicatesShown).SelectMany(pair => new[] { pair.First, pair.Second }), columns: 4,
            caption: record => $"{record.Label.ToString().ToLowerInvariant()}: {Path.GetFileName(record.Path)}").ToHtml() + "</details>";
}
