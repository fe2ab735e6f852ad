using Telltale.Bias;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    /// <summary>
    /// The mean shift of the logit of each class under each intervention, with 95 % intervals. Both classes on one side of zero: a bias of
    /// transformation. Synthetic left of real: the classes come closer, a lack of robustness.
    /// </summary>
    /// <param name="probe">The probe.</param>
    public static Chart Interventions(InterventionProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        IntervalPoint[] Points(string name, double offset, Func<InterventionShift, MeanShift> of) =>
        [
            .. probe.Shifts.Select((shift, row) => of(shift) is var value
                ? new IntervalPoint(value.Mean, value.Lower, value.Upper, row + offset, $"{shift.Intervention}, {name}: {value}")
                : default),
        ];
        string[] rows = [.. probe.Shifts.Select(shift => $"{shift.Intervention}: {shift.Kind}")];
        var layout = new PlotLayout(
            new PlotAxis("mean shift of the logit; right: towards synthetic"),
            new PlotAxis("") { Categories = rows, Range = (rows.Length - 0.5, -0.5) },
            height: 130 + 40 * rows.Length);
        return new(
            $"Intervention probe of {probe.Verdict}",
            layout.Combine(
                Series.Reference("no shift", new PlotPoint(0, -0.5), new PlotPoint(0, rows.Length - 0.5)),
                Series.Intervals("real", Points("real", -0.15, shift => shift.Real), SeriesStyle.Negative),
                Series.Intervals("synthetic", Points("synthetic", 0.15, shift => shift.Synthetic), SeriesStyle.Positive)));
    }
}
