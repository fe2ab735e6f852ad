using Plotly.NET;
using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class CurvePlots
{
    private const string SweepHover = "threshold %{x:.4f}<br>%{y:.4f}";

    /// <summary>
    /// F1 and balanced accuracy against the threshold, with the chosen thresholds marked and the F1 of the constant prediction
    /// <em>all positive</em> as the baseline.
    /// </summary>
    /// <param name="sweep">The sweep over the scores; of validation images, if a threshold is to be chosen.</param>
    /// <param name="chosen">Thresholds to mark.</param>
    public static Chart Sweep(ThresholdSweep sweep, params IReadOnlyList<Threshold> chosen)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(chosen);
        // The first point is the infinite threshold, at which nothing is predicted positive.
        var points = sweep.Skip(1).Reverse().ToArray();
        var allPositive = points[0].Counts.F1;
        var best = points.MaxBy(point => point.Counts.F1);
        var reached = Reached(chosen, threshold => sweep.At(threshold).F1 >= best.Counts.F1);
        var layout = new PlotLayout(
            new PlotAxis("threshold on the score"), new PlotAxis("value at the threshold") { Range = (-0.02, 1.02) });
        var marks = chosen.Where(threshold => double.IsFinite(threshold.Value)).Select((threshold, index) => Series.Points(
            $"chosen: {threshold}",
            [At(threshold, sweep.At(threshold).F1), At(threshold, sweep.At(threshold).BalancedAccuracy)],
            SeriesStyle.Of(index + 2).Color, SeriesStyle.Of(index + 2).Symbol, SweepHover, size: MarkSize(index)));
        var reference = Series.Reference(
            $"F1, all positive ({PlotText.Number(allPositive)})",
            new PlotPoint(points[0].Threshold, allPositive),
            new PlotPoint(points[^1].Threshold, allPositive));
        return new(
            $"The highest F1 is {PlotText.Number(best.Counts.F1)}, at threshold {PlotText.Short(reached ?? best.Threshold)}; " +
            $"the constant prediction 'all positive' has {PlotText.Number(allPositive)}",
            layout.Combine([
                reference,
                Measure(Metric.PlainF1.Name, points, counts => counts.F1, SeriesStyle.Of(0)),
                Measure(Metric.BalancedAccuracy.Name, points, counts => counts.BalancedAccuracy, SeriesStyle.Of(1)),
                .. marks]));
    }

    /// <summary>Many thresholds reach the same value: of those, the one that was chosen is named; null if none was.</summary>
    private static double? Reached(IEnumerable<Threshold> chosen, Func<Threshold, bool> isBest) =>
        chosen.FirstOrDefault(threshold => double.IsFinite(threshold.Value) && isBest(threshold))?.Value;

    /// <summary>Later marks are smaller, so that equal thresholds are all visible.</summary>
    private static int MarkSize(int index) => Math.Max(16 - 5 * index, 6);

    private static GenericChart Measure(string name, SweepPoint[] points, Func<ConfusionCounts, double> of, SeriesStyle style) =>
        Series.Line(name, points.Select(point => new PlotPoint(point.Threshold, of(point.Counts))), style, SweepHover).WithSteps();

    private static PlotPoint At(Threshold threshold, double value) => new(threshold.Value, value);
}
