using Plotly.NET;
using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>What repairs do to a detector that failed: one at a time, one fault at a time, and one after the other.</summary>
public static class ReplayPlots
{
    /// <summary>
    /// The waterfall: a figure as published, and after each repair on top of those before, with the spread over the seeds. Another order
    /// would tell another story; <see cref="Effects"/> is the check.
    /// </summary>
    /// <param name="replay">The finished replay.</param>
    /// <param name="tests">Names of tests; one curve each.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Figures"/>; null for balanced accuracy.</param>
    public static Figure Waterfall(DetectorReplay replay, IReadOnlyList<string> tests, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(tests);
        metric ??= Metric.BalancedAccuracy;
        var effects = tests.Select(test => replay.Effects(Arrangement.Cumulative, test, metric)).ToArray();
        string[] steps = ["as published", .. effects[0].Select(effect => $"+ {effect.Change.Repair.Name()}")];
        var series = tests.Select((test, index) => Ranges(
            test, [effects[index][0].Without, .. effects[index].Select(effect => effect.With)], value => value.StandardDeviation, Shift(index, tests.Count), SeriesStyle.Of(index)));
        var ends = effects.Select((of, index) => $"from {PlotText.Figure(of[0].Without.Mean)} to {PlotText.Figure(of[^1].With.Mean)} on {tests[index]}");
        return new(
            $"All repairs together take {metric} {PlotText.List([.. ends])}",
            Layout($"{metric}, mean over the seeds and their standard deviation", steps, tests.Count).Around(series));
    }

    /// <summary>
    /// How much each repair changes a figure, alone in the published configuration and as the only thing missing from the repaired one.
    /// A whisker (95 % interval over the seeds) that reaches zero is unresolved.
    /// </summary>
    /// <param name="replay">The finished replay.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Figures"/>; null for balanced accuracy.</param>
    public static Figure Effects(DetectorReplay replay, string test, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        metric ??= Metric.BalancedAccuracy;
        var alone = replay.Effects(Arrangement.RepairAlone, test, metric);
        var missing = replay.Effects(Arrangement.FaultAlone, test, metric);
        var zero = Series.Reference("no effect", new PlotPoint(0, -0.5), new PlotPoint(0, alone.Count - 0.5));
        return new(
            $"On {test}, {Resolved(alone, metric, "added alone to the published detector")}; {Resolved(missing, metric, "missing alone from the repaired one")}",
            Layout($"change in {metric}, mean over the seeds and its 95 % interval", [.. alone.Select(effect => effect.Change.Repair.Name())], 2).Around([
                zero,
                Ranges("repair alone", [.. alone.Select(effect => effect.Difference)], value => value.HalfWidth, Shift(0, 2), SeriesStyle.Of(0)),
                Ranges("what its absence costs the repaired detector", [.. missing.Select(effect => effect.Difference)], value => value.HalfWidth, Shift(1, 2), SeriesStyle.Of(1))]));
    }

    private static string Resolved(IReadOnlyList<RepairEffect> effects, Metric metric, string where)
    {
        string[] resolved = [.. effects.Where(effect => effect.IsResolved).OrderByDescending(effect => Math.Abs(effect.Difference.Mean))
            .Select(effect => $"{effect.Change.Repair.Name()} ({effect.Difference.Mean.ToString("+0.000;-0.000", System.Globalization.CultureInfo.InvariantCulture)})")];
        return resolved.Length == 0
            ? $"no effect of a repair on {metric} is resolved when {where}"
            : $"{PlotText.List([.. resolved.Take(3)])} {(resolved.Length == 1 ? "changes" : resolved.Length > 3 ? "change most" : "change")} {metric} when {where}";
    }

    private static GenericChart Ranges(string name, IReadOnlyList<Spread> values, Func<Spread, double> whisker, double shift, SeriesStyle style)
    {
        var points = values.Select((value, row) => new PlotPoint(value.Mean, row + shift, $"{name}: {value}")).ToArray();
        return Series.Points(name, points, style.Color, style.Symbol, "%{text}<extra></extra>").With("error_x", new
        {
            type = "data",
            array = values.Select(value => double.IsNaN(whisker(value)) ? 0 : whisker(value)),
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
