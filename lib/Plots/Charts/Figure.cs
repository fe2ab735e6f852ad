using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// A chart and the sentence that says what it means. As the last expression of a cell it draws itself;
/// <see cref="Chart"/> is an ordinary Plotly.NET chart, to be changed with that library.
/// </summary>
/// <param name="Title">What the chart shows, in a sentence computed from its numbers; also its text for those who do not see it.</param>
/// <param name="Chart">The chart, without a title.</param>
public sealed record Figure(string Title, GenericChart Chart)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Title;
}
