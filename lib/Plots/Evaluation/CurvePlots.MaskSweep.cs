using Plotly.NET;
using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class CurvePlots
{
    /// <summary>
    /// F1 and IoU of masks against the threshold, with the chosen thresholds marked and the F1 of the constant prediction
    /// <em>everything edited</em> as the baseline.
    /// </summary>
    /// <param name="sweep">The sweep over the masks.</param>
    /// <param name="chosen">Thresholds to mark, for example one chosen on validation and the oracle.</param>
    public static Chart Sweep(MaskSweep sweep, params IReadOnlyList<Threshold> chosen)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(chosen);
        // The first point is the infinite threshold, at which nothing is predicted edited.
        var points = sweep.Skip(1).Reverse().ToArray();
        var (everything, best) = (points[0].Metrics.F1, points.MaxBy(point => point.Metrics.F1));
        var reached = Reached(chosen, threshold => sweep.At(threshold).F1 >= best.Metrics.F1);
        var layout = new PlotLayout(
            new PlotAxis("threshold on the score of a pixel") { Range = (-0.02, 1.02) },
            new PlotAxis("value at the threshold") { Range = (-0.02, 1.02) });
        var marks = chosen.Where(threshold => double.IsFinite(threshold.Value)).Select((threshold, index) => Series.Points(
            threshold.ToString(),
            [new(threshold.Value, sweep.At(threshold).F1), new(threshold.Value, sweep.At(threshold).IoU)],
            SeriesStyle.Of(index + 2).Color, SeriesStyle.Of(index + 2).Symbol, SweepHover, size: MarkSize(index)));
        GenericChart Curve(string name, Func<MaskMetrics, double> of, int style) =>
            Series.Line(
                name, points.Select(point => new PlotPoint(point.Threshold, of(point.Metrics))), SeriesStyle.Of(style), SweepHover);
        return new(
            $"Masks of {sweep.Name}: the highest F1 is {PlotText.Number(best.Metrics.F1)}, " +
            $"at threshold {PlotText.Short(reached ?? best.Threshold)}; " +
            $"'everything edited' has {PlotText.Number(everything)} ({sweep.Averaging})",
            layout.Combine([
                Series.Reference(
                    $"F1, everything edited ({PlotText.Number(everything)})", new PlotPoint(0, everything), new PlotPoint(1, everything)),
                Curve(Metric.MaskF1.Name, metrics => metrics.F1, 0), Curve(Metric.IoU.Name, metrics => metrics.IoU, 1), .. marks]));
    }
}
