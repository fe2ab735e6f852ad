using Telltale.Data;

namespace Telltale.Plots;

/// <summary>A split as a table of its parts, and its warnings.</summary>
internal static class CollectionSplitHtml
{
    public static string Of(CollectionSplit split)
    {
        var parts = new[] { split.Train, split.Validation, split.Test, split.Unseen }.Where(part => part.Count > 0);
        return HtmlTable.Of(
            parts,
            ("split", part => part.Name),
            ("images", part => part.Count),
            ("negative", part => part.Count(record => !record.IsPositive)),
            ("positive", part => part.Count(record => record.IsPositive)),
            ("sources", part => string.Join(", ", part.Sources))).ToHtml()
            + string.Concat(split.Warnings.Select(warning => $"<p>Warning: {PlotText.Html(warning)}</p>"));
    }
}
