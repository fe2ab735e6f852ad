using Plotly.NET;
using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class CurvePlots
{
    /// <summary>
    /// F1 and IoU of masks against the threshold, with chosen thresholds marked and the F1 of answering <em>everything edited</em>, which a
    /// threshold must beat before it means anything.
    /// </summary>
    /// <param name="sweep">The swept masks.</param>
    /// <param name="chosen">Thresholds to mark: those chosen on validation, and the oracle's.</param>
    public static Figure Sweep(MaskSweep sweep, params IReadOnlyList<Threshold> chosen)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(chosen);
        // The first point, where nothing is answered edited, has no place on the axis.
        var points = sweep.Skip(1).Reverse().ToArray();
        var (blind, best) = (points[0].Metrics.F1, points.MaxBy(point => point.Metrics.F1));
        var layout = new PlotLayout(new PlotAxis("threshold on the score of a pixel") { Range = (-0.02, 1.02) }, new PlotAxis("value at the threshold") { Range = (-0.02, 1.02) });
        var marks = chosen.Where(threshold => double.IsFinite(threshold.Value)).Select((threshold, index) => Series.Points(
            threshold.ToString(),
            [new(threshold.Value, sweep.At(threshold).F1), new(threshold.Value, sweep.At(threshold).IoU)],
            SeriesStyle.Of(index + 2).Color, SeriesStyle.Of(index + 2).Symbol, SweepHover, size: 11));
        GenericChart Curve(string name, Func<MaskMetrics, double> of, int style) =>
            Series.Line(name, points.Select(point => new PlotPoint(point.Threshold, of(point.Metrics))), SeriesStyle.Of(style), SweepHover);
        return new(
            $"Masks of {sweep.Name}: F1 is highest, {PlotText.Figure(best.Metrics.F1)}, at {PlotText.Short(best.Threshold)}; " +
            $"'everything edited' has {PlotText.Figure(blind)} ({sweep.Averaging})",
            layout.Around([
                Series.Reference($"F1, everything edited ({PlotText.Figure(blind)})", new PlotPoint(0, blind), new PlotPoint(1, blind)),
                Curve(Metric.MaskF1.Name, measures => measures.F1, 0), Curve(Metric.IoU.Name, measures => measures.IoU, 1), .. marks]));
    }
}
