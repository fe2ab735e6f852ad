namespace Telltale.Plots;

/// <summary>Images of masks with a title that states what they show, displayed when it is the last expression of a cell.</summary>
public sealed class MaskGrid
{
    private const string Legend =
        "display:inline-block;width:0.9em;height:0.9em;margin:0 0.3em 0 1em;border:1px solid #7f7f7f;vertical-align:-0.1em;background:";

    private readonly string body;
    private readonly bool withLegend;

    internal MaskGrid(string title, string body, bool withLegend = true) => (Title, this.body, this.withLegend) = (title, body, withLegend);

    /// <summary>What the images show, in a sentence computed from the masks.</summary>
    public string Title { get; }

    /// <summary>The images as HTML, with a legend of the colours.</summary>
    public string ToHtml() =>
        $"""
        <figure class="telltale-masks" style="margin:0.5em 0 1em">
        <figcaption style="font-weight:600">{PlotText.Html(Title)}</figcaption>
        {(withLegend ? Colours() : "")}
        {body}
        </figure>
        """;

    private static string Colours() => "<p style=\"margin:0.25em 0;font-size:0.9em\">" + string.Concat(MaskColours.All.Select(colour =>
        $"<span style=\"white-space:nowrap\"><span style=\"{Legend}{colour.Css}\"></span>{colour.Name}</span>")) + "</p>";

    /// <summary>The title.</summary>
    public override string ToString() => Title;
}
