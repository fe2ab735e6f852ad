using Plotly.NET;
using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class CurvePlots
{
    private const string SweepHover = "threshold %{x:.4f}<br>%{y:.4f}";

    /// <summary>
    /// F1 and balanced accuracy against the threshold, with chosen thresholds marked and the F1 of answering everything positive,
    /// which a threshold must beat before it means anything.
    /// </summary>
    /// <param name="sweep">The swept scores; of validation images, where a threshold is to be chosen.</param>
    /// <param name="chosen">Thresholds to mark.</param>
    public static Figure Sweep(ThresholdSweep sweep, params IReadOnlyList<Threshold> chosen)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(chosen);
        // The first point, where nothing is answered positive, has no place on the axis.
        var points = sweep.Skip(1).Reverse().ToArray();
        var blind = points[0].Counts.F1;
        var best = points.MaxBy(point => point.Counts.F1);
        var layout = new PlotLayout(new PlotAxis("threshold on the score"), new PlotAxis("value at the threshold") { Range = (-0.02, 1.02) });
        var marks = chosen.Where(threshold => double.IsFinite(threshold.Value)).Select((threshold, index) => Series.Points(
            $"chosen: {threshold}",
            [At(threshold, sweep.At(threshold).F1), At(threshold, sweep.At(threshold).BalancedAccuracy)],
            SeriesStyle.Of(index + 2).Color, SeriesStyle.Of(index + 2).Symbol, SweepHover, size: 11));
        var reference = Series.Reference(
            $"F1, everything positive ({PlotText.Figure(blind)})",
            new PlotPoint(points[0].Threshold, blind),
            new PlotPoint(points[^1].Threshold, blind));
        return new(
            $"Threshold: F1 is highest, {PlotText.Figure(best.Counts.F1)}, at {PlotText.Short(best.Threshold)}; " +
            $"answering everything positive has {PlotText.Figure(blind)}",
            layout.Around([
                reference,
                Measure(Metric.PlainF1.Name, points, counts => counts.F1, SeriesStyle.Of(0)),
                Measure(Metric.BalancedAccuracy.Name, points, counts => counts.BalancedAccuracy, SeriesStyle.Of(1)),
                .. marks]));
    }

    private static GenericChart Measure(string name, SweepPoint[] points, Func<ConfusionCounts, double> of, SeriesStyle style) =>
        Series.Line(name, points.Select(point => new PlotPoint(point.Threshold, of(point.Counts))), style, SweepHover).WithSteps();

    private static PlotPoint At(Threshold threshold, double value) => new(threshold.Value, value);
}
