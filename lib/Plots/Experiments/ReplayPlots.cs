using System.Globalization;
using Plotly.NET;
using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>Effects of repairs on a failed detector: each added alone, each removed alone, and all added one after the other.</summary>
public static class ReplayPlots
{
    /// <summary>
    /// The waterfall: a metric as published, and after each further repair, with the standard deviation over the seeds. The steps depend on
    /// the order of the repairs; <see cref="Effects"/> does not.
    /// </summary>
    /// <param name="replay">The finished replay.</param>
    /// <param name="tests">Names of tests; one series each.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Metrics"/>; null for balanced accuracy.</param>
    public static Chart Waterfall(DetectorReplay replay, IReadOnlyList<string> tests, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(tests);
        metric ??= Metric.BalancedAccuracy;
        var effects = tests.Select(test => replay.Effects(AblationKind.Cumulative, test, metric)).ToArray();
        string[] steps = ["as published", .. effects[0].Select(effect => $"+ {effect.Ablation.Repair.Name()}")];
        var series = tests.Select((test, index) => Ranges(
            test, [effects[index][0].Without, .. effects[index].Select(effect => effect.With)],
            value => value.StandardDeviation, Shift(index, tests.Count), SeriesStyle.Of(index)));
        var ends = effects.Select((of, index) =>
            $"from {PlotText.Number(of[0].Without.Mean)} to {PlotText.Number(of[^1].With.Mean)} on {tests[index]}");
        return new(
            $"With all repairs, {metric} changes {PlotText.List([.. ends])}",
            Layout($"{metric}, mean over the seeds and their standard deviation", steps, tests.Count).Combine(series));
    }

    /// <summary>
    /// How much each repair changes a metric when it is added alone to the published detector, and when it is added last, which completes
    /// the repaired detector. An effect whose error bar (95 % interval over the seeds) contains zero is unresolved.
    /// </summary>
    /// <param name="replay">The finished replay.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Metrics"/>; null for balanced accuracy.</param>
    public static Chart Effects(DetectorReplay replay, string test, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        metric ??= Metric.BalancedAccuracy;
        var alone = replay.Effects(AblationKind.AddOne, test, metric);
        var last = replay.Effects(AblationKind.RemoveOne, test, metric);
        var zero = Series.Reference("no effect", new PlotPoint(0, -0.5), new PlotPoint(0, alone.Count - 0.5));
        return new(
            $"Effect of each repair on {metric}, {test}. Added alone to the published detector: {Resolved(alone)}. " +
            $"Added last, which completes the repaired detector: {Resolved(last)}",
            Layout(
                $"change in {metric}, mean over the seeds and its 95 % interval",
                [.. alone.Select(effect => effect.Ablation.Repair.Name())], 2).Combine([
                zero,
                Ranges(
                    "added to the published detector", [.. alone.Select(effect => effect.Difference)],
                    value => value.HalfWidth, Shift(0, 2), SeriesStyle.Of(0)),
                Ranges(
                    "added last, which completes the repaired detector", [.. last.Select(effect => effect.Difference)],
                    value => value.HalfWidth, Shift(1, 2), SeriesStyle.Of(1))]));
    }

    private static string Resolved(IReadOnlyList<RepairEffect> effects)
    {
        string[] resolved = [.. effects.Where(effect => effect.IsResolved).OrderByDescending(effect => Math.Abs(effect.Difference.Mean))
            .Select(effect => $"{effect.Ablation.Repair.Name()} ({Signed(effect.Difference.Mean)})")];
        return resolved.Length == 0
            ? "none resolved"
            : $"resolved for {PlotText.List([.. resolved.Take(3)])}{(resolved.Length > 3 ? $" and {resolved.Length - 3} more" : "")}";
    }

    private static string Signed(double value) => value.ToString("+0.000;-0.000", CultureInfo.InvariantCulture);

    private static GenericChart Ranges(
        string name, IReadOnlyList<Spread> values, Func<Spread, double> length, double shift, SeriesStyle style)
    {
        var points = values.Select((value, row) => new PlotPoint(value.Mean, row + shift, $"{name}: {value}")).ToArray();
        return Series.Points(name, points, style.Color, style.Symbol, "%{text}<extra></extra>").With("error_x", new
        {
            type = "data",
            array = values.Select(value => double.IsNaN(length(value)) ? 0 : length(value)),
            color = style.Color,
            thickness = 2,
            width = 5,
        });
    }

    private static double Shift(int index, int count) => (index - (count - 1) / 2.0) * 0.7 / count;

    private static PlotLayout Layout(string title, string[] rows, int series) => new(
        new PlotAxis(title),
        new PlotAxis("") { Categories = rows, Range = (rows.Length - 0.5, -0.5) },
        height: 110 + rows.Length * (14 + 16 * series));
}
