using Plotly.NET;
using Plotly.NET.CSharp;
using Telltale.Bias;
using Chart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    /// <summary>
    /// The metric that a report compares groups by, as bars with intervals, the worst on top and dark where it differs from the other
    /// images by more than chance explains; a line marks the whole set.
    /// </summary>
    /// <param name="report">The report.</param>
    public static Figure Groups(BiasReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var rows = report.Groups.Index().Where(item => double.IsFinite(item.Item.Value.Value)).ToArray();
        var whole = report.Overall[report.Metric].Value;
        var layout = new PlotLayout(
            new PlotAxis(report.Metric.Name),
            new PlotAxis("") { Categories = [.. report.Groups.Select(group => $"{group.Name} ({PlotText.Count(group.Images)})")], Range = (report.Groups.Count - 0.5, -0.5) },
            height: 120 + 32 * report.Groups.Count);
        layout.With("barmode", "overlay");
        return new(
            $"Groups of {report.Overall.Name}: {report.Verdict}; the whole set has {PlotText.Figure(whole)}",
            layout.Around(
                Bars("differs from the others", [.. rows.Where(item => item.Item.Differs)], SeriesStyle.Of(1), opacity: 1),
                Bars("does not differ by more than chance explains", [.. rows.Where(item => !item.Item.Differs)], SeriesStyle.Of(0), opacity: 0.65),
                Series.Reference($"the whole set ({PlotText.Figure(whole)})", new PlotPoint(whole, -0.5), new PlotPoint(whole, report.Groups.Count - 0.5))));
    }

    private static GenericChart Bars(string name, (int Row, GroupResult Group)[] bars, SeriesStyle style, double opacity) =>
        Chart.Bar<double, int, string>(
            bars.Select(bar => bar.Group.Value.Value),
            Keys: new(bars.Select(bar => bar.Row), true),
            Name: name,
            Opacity: opacity,
            MultiText: new(bars.Select(bar => PlotText.Plain(Describe(bar.Group))), true),
            MarkerColor: style.PlotColor,
            TextPosition: StyleParam.TextPosition.None,
            UseDefaults: false)
            .With("hovertemplate", "%{text}<extra></extra>").With("width", 0.6)
            .With("error_x", Series.Whiskers([.. bars.Select(bar => (bar.Group.Value.Value, bar.Group.Value.Lower, bar.Group.Value.Upper))], SeriesStyle.Neutral));

    private static string Describe(GroupResult group) =>
        $"{group.Name}: {PlotText.Figure(group.Value.Value)} {PlotText.Interval(group.Value.Lower, group.Value.Upper)}, " +
        $"{PlotText.Count(group.Real)} real and {PlotText.Count(group.Synthetic)} synthetic" +
        (double.IsNaN(group.CorrectedPValue) ? "" : $", p = {PlotText.Short(group.CorrectedPValue)}");
}
