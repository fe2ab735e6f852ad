using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class BiasPlots
{
    private const string ReliabilityHover = "score %{x:.3f}<br>%{y:.1%} are positive<br>%{text}";

    /// <summary>
    /// Reliability diagrams: the share of positive images against the mean score, bin by bin. Scores on the diagonal are calibrated; below
    /// it, the detector is overconfident in the positive class. Empty bins are skipped.
    /// </summary>
    /// <param name="sets">At least one set of probabilities or logits.</param>
    /// <exception cref="ArgumentException">There are no sets.</exception>
    public static Chart Reliability(params IReadOnlyList<Predictions> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return Reliability([.. sets.Select(set => (set.Name, set))]);
    }

    /// <summary>Reliability diagrams of the test scores before and after calibration.</summary>
    /// <param name="report">The calibrations fitted on validation.</param>
    public static Chart Reliability(CalibrationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Reliability([.. report.Scores.Select(scores => ($"{report.Name}, {scores.Name}", scores.Test))]);
    }

    private static Chart Reliability((string Name, Predictions Set)[] sets)
    {
        if (sets.Length == 0)
        {
            throw new ArgumentException("A chart needs at least one set of predictions.", nameof(sets));
        }
        var names = ClassNames.Of(sets[0].Set);
        var sweeps = sets.Select(item => ThresholdSweep.Of(item.Set)).ToArray();
        var errors = sets.Zip(sweeps, (item, sweep) => $"{PlotText.Number(Calibration.ExpectedError(sweep))} for {item.Name}");
        var series = sets.Zip(sweeps).Select((item, index) => Series.Line(
            item.First.Name,
            Calibration.Reliability(item.Second).Where(bin => bin.Items > 0).Select(bin =>
                new PlotPoint(
                    bin.MeanScore, bin.PositiveShare,
                    $"{bin.Items.Counted("image")} in ({PlotText.Short(bin.Lower)}, {PlotText.Short(bin.Upper)}]")),
            SeriesStyle.Of(index), ReliabilityHover));
        return new(
            $"Reliability: expected calibration error {PlotText.List([.. errors])}",
            new PlotLayout(
                PlotAxis.Share($"mean score of a bin (higher = more likely {names.Positive})"),
                PlotAxis.Share($"share that is {names.Positive}"))
                .Combine([Series.Reference("calibrated", new PlotPoint(0, 0), new PlotPoint(1, 1)), .. series]));
    }
}
