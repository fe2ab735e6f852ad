using Plotly.NET;
using Telltale.Bias;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    /// <summary>
    /// The metric by which a report compares groups, as bars with intervals, worst on top. Opaque bars differ significantly from the other
    /// images, pale ones cannot be compared; a line marks the whole set.
    /// </summary>
    /// <param name="report">The report.</param>
    public static Chart Groups(BiasReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var rows = report.Groups.Index().Where(item => double.IsFinite(item.Item.Value.Value)).ToArray();
        var whole = report.Overall[report.Metric].Value;
        var layout = new PlotLayout(
            new PlotAxis(report.Metric.Name),
            new PlotAxis("")
            {
                Categories = [.. report.Groups.Select(group => $"{group.Name} ({PlotText.Count(group.Images)})")],
                Range = (report.Groups.Count - 0.5, -0.5),
            },
            height: 120 + 32 * report.Groups.Count);
        layout.With("barmode", "overlay");
        return new(
            $"Groups of {report.Overall.Name}: {report.Verdict}; the whole set has {PlotText.Number(whole)}",
            layout.Combine(
                Bars("differs from the other images", [.. rows.Where(item => item.Item.Differs)], SeriesStyle.Of(1), opacity: 1),
                Bars(
                    "no significant difference", [.. rows.Where(item => item.Item is { Differs: false, CannotTell: null })],
                    SeriesStyle.Of(0), opacity: 0.65),
                Bars("cannot tell", [.. rows.Where(item => item.Item.CannotTell is not null)], SeriesStyle.Of(0), opacity: 0.25),
                Series.Reference(
                    $"the whole set ({PlotText.Number(whole)})",
                    new PlotPoint(whole, -0.5), new PlotPoint(whole, report.Groups.Count - 0.5))));
    }

    private static GenericChart Bars(string name, (int Row, GroupResult Group)[] bars, SeriesStyle style, double opacity) =>
        PlotlyChart.Bar<double, int, string>(
            bars.Select(bar => bar.Group.Value.Value),
            Keys: new(bars.Select(bar => bar.Row), true),
            Name: name,
            Opacity: opacity,
            MultiText: new(bars.Select(bar => PlotText.Plain(Describe(bar.Group))), true),
            MarkerColor: style.PlotColor,
            TextPosition: StyleParam.TextPosition.None,
            UseDefaults: false)
            .With("hovertemplate", "%{text}<extra></extra>").With("width", 0.6)
            .With("error_x", Series.ErrorBars(
                [.. bars.Select(bar => (bar.Group.Value.Value, bar.Group.Value.Lower, bar.Group.Value.Upper))], SeriesStyle.Neutral));

    private static string Describe(GroupResult group) =>
        $"{group.Name}: {PlotText.Number(group.Value.Value)} {PlotText.Interval(group.Value.Lower, group.Value.Upper)}, " +
        $"{PlotText.Count(group.Real)} real and {PlotText.Count(group.Synthetic)} synthetic" +
        (group.CannotTell is { } reason ? $", cannot tell: {reason}" : $", p = {group.PText}");
}
