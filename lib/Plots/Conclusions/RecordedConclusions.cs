using System.Text.Json.Nodes;

namespace Telltale.Plots;

/// <summary>
/// What a notebook showed: a list for readers, and JSON for the runner, which puts headlines on the report's first screen.
/// </summary>
/// <param name="Items">The conclusions, the most important one first.</param>
/// <param name="IsSimulated">True if the images were simulated: the conclusions are no evidence about real ones.</param>
public sealed record RecordedConclusions(IReadOnlyList<Conclusion> Items, bool IsSimulated)
{
    /// <summary>MIME type of the JSON array that the runner collects; see <see cref="Conclusion.ToJson"/>.</summary>
    internal const string MimeType = "application/vnd.telltale.finding+json";

    internal string ToJson() => new JsonArray([.. Items.Select(item => (JsonNode)item.ToJson(IsSimulated))]).ToJsonString();

    internal string ToHtml() =>
        $"<p><strong>What this run showed{Mark()}</strong></p>\n<ul>\n" +
        string.Concat(Items.Select(item => $"<li>{PlotText.Html(item.Sentence)}</li>\n")) + "</ul>";

    /// <summary>One conclusion per line.</summary>
    public override string ToString() => string.Join('\n', Items.Select(item => $"- {item.Sentence}")
        .Prepend($"What this run showed{Mark()}"));

    private string Mark() => IsSimulated ? " (on simulated images)" : "";
}
