namespace Telltale.Plots;

/// <summary>A chart with controls that work in the page, without a kernel; displayed when it is the last expression of a cell.</summary>
public sealed class InteractiveChart
{
    private readonly string html;

    internal InteractiveChart(string title, string html) => (Title, this.html) = (title, html);

    /// <summary>What the chart shows at first.</summary>
    public string Title { get; }

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal string ToHtml() => html;
}
