using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// An interactive Plotly chart with a title that states what it shows. It is displayed when it is the last expression of a cell.
/// <see cref="Plotly"/> is an ordinary Plotly.NET chart and can be customized with that library.
/// </summary>
/// <param name="Title">What the chart shows, in a sentence computed from its values. Also the text alternative for screen readers.</param>
/// <param name="Plotly">The Plotly.NET chart, without a title.</param>
public sealed record Chart(string Title, GenericChart Plotly)
{
    /// <summary>The title.</summary>
    public override string ToString() => Title;
}
