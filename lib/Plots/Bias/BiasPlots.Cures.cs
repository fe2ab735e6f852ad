using Plotly.NET;
using Telltale.Bias;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    /// <summary>
    /// The highest balanced accuracy that each simple cure could reach on the scores it was fitted to, as bars; a dotted line marks the
    /// constant predictions. What is missing to 1 is lost in the ranking.
    /// </summary>
    /// <param name="bounds">The upper bounds.</param>
    public static Chart Cures(CureBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        var rows = bounds.Bounds.Where(bound => double.IsFinite(bound.BalancedAccuracy)).ToArray();
        var bars = PlotlyChart.Bar<double, int, string>(
            rows.Select(row => row.BalancedAccuracy),
            Keys: new(Enumerable.Range(0, rows.Length), true),
            Name: "upper bound (oracle)",
            MultiText: new(rows.Select(row => PlotText.Plain($"{row.Cure}: {PlotText.Number(row.BalancedAccuracy)}; {row.Remark}")), true),
            MarkerColor: SeriesStyle.Of(0).PlotColor,
            TextPosition: StyleParam.TextPosition.None,
            UseDefaults: false).With("hovertemplate", "%{text}<extra></extra>").With("width", 0.6);
        var layout = new PlotLayout(
            new PlotAxis("balanced accuracy, at best") { Range = (Math.Min(0.45, rows.Min(row => row.BalancedAccuracy) - 0.02), 1) },
            new PlotAxis("") { Categories = [.. rows.Select(row => row.Cure)], Range = (rows.Length - 0.5, -0.5) },
            height: 120 + 36 * rows.Length);
        var best = rows.MaxBy(row => row.BalancedAccuracy)!;
        return new(
            $"Simple cures of {bounds.Name}: at most {PlotText.Number(best.BalancedAccuracy)} ({best.Cure}); " +
            $"as scored {PlotText.Number(rows[0].BalancedAccuracy)}",
            layout.Combine(bars, Series.Reference(
                "constant predictions (0.5)", new PlotPoint(0.5, -0.5), new PlotPoint(0.5, rows.Length - 0.5))));
    }
}
