using Plotly.NET;
using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>Charts of a replay: how each configuration does, and how large the effect of each change is.</summary>
public static class ReplayPlots
{
    /// <summary>
    /// A metric of each configuration on some tests: a point for every seed, and the mean with its 95 % interval (Student's t over the
    /// seeds; none for a single seed).
    /// </summary>
    /// <param name="replay">The finished replay.</param>
    /// <param name="tests">Names of tests; one series each.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Metrics"/>; null for balanced accuracy.</param>
    public static Chart Configurations(DetectorReplay replay, IReadOnlyList<string> tests, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(tests);
        metric ??= Metric.BalancedAccuracy;
        var of = DetectorOutcome.Metrics.Single(known => known.Metric == metric).Of;
        var rows = replay.Configurations;
        var series = tests.SelectMany((test, index) =>
        {
            var (style, shift) = (SeriesStyle.Of(index), Shift(index, tests.Count));
            return new[]
            {
                Seeds(test, rows.SelectMany((row, position) => replay.Budget.Seeds.Select(seed => new PlotPoint(
                    of(replay.Outcome(row, seed, test)), position + shift, $"seed {seed}"))), style),
                Means(test, [.. rows.Select(row => replay.OverSeeds(row, test, of))], shift, style),
            };
        });
        var unseen = tests[^1];
        var ends = new[] { rows[0], rows[^1] }.Select(row => $"{PlotText.Number(replay.OverSeeds(row, unseen, of).Mean)} {row.Name()}");
        return new(
            $"{metric} on {unseen}, {PlotText.Means(replay.Budget.Seeds.Count)}: {PlotText.List([.. ends])}",
            Layout($"{metric}: every seed, mean and its 95 % interval", [.. rows.Select(row => row.Name())], 2 * tests.Count)
                .Combine(series));
    }

    /// <summary>
    /// The effect of each change on a metric, with its 95 % interval over the seeds. The title says which are resolved after correction for
    /// the number of comparisons (Holm).
    /// </summary>
    /// <param name="effects">From <see cref="DetectorReplay.Effects"/>; all of one test and metric.</param>
    public static Chart Effects(IReadOnlyList<ChangeEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentOutOfRangeException.ThrowIfZero(effects.Count);
        var zero = Series.Reference("no effect", new PlotPoint(0, -0.5), new PlotPoint(0, effects.Count - 0.5));
        return new(
            $"Effect on {effects[0].Metric}, {effects[0].Test}: {Resolved(effects)}",
            Layout(
                $"change in {effects[0].Metric}: mean over the seeds and its 95 % interval",
                [.. effects.Select(effect => effect.Comparison.Change.Name())], 1).Combine([
                zero, Means("effect", [.. effects.Select(effect => effect.Difference)], 0, SeriesStyle.Of(0))]));
    }

    /// <summary>
    /// Switches for the changes of a replay, which work without a kernel: the configuration with the changes that are switched on beside
    /// the published one, with every seed, the mean and its 95 % interval (Student's t over the seeds; none for a single seed). A
    /// combination that was not trained is called so.
    /// </summary>
    /// <param name="replay">The finished replay; <see cref="DetectorChange.AsPublished"/> is among its configurations.</param>
    /// <param name="tests">Names of tests.</param>
    /// <param name="metric">One of <see cref="DetectorOutcome.Metrics"/>; null for balanced accuracy.</param>
    /// <exception cref="ArgumentException">The published configuration is absent, or the only one.</exception>
    public static InteractiveChart Repairs(DetectorReplay replay, IReadOnlyList<string> tests, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(tests);
        metric ??= Metric.BalancedAccuracy;
        var of = DetectorOutcome.Metrics.Single(known => known.Metric == metric).Of;
        return RepairSwitches.Of(metric, tests, [.. replay.Configurations.Select(changes => new RepairSwitches.Row(changes, [
            .. tests.Select(test => replay.Budget.Seeds.Select(seed => of(replay.Outcome(changes, seed, test))).ToArray())]))]);
    }

    private static string Resolved(IReadOnlyList<ChangeEffect> effects)
    {
        string[] resolved = [.. effects.Where(effect => effect.IsResolved).OrderByDescending(effect => Math.Abs(effect.Difference.Mean))
            .Select(effect => $"{effect.Comparison.Change.Name()} ({TextTable.Signed(effect.Difference.Mean)})")];
        return resolved.Length == 0
            ? "none resolved"
            : $"resolved for {PlotText.List([.. resolved.Take(3)])}{(resolved.Length > 3 ? $" and {resolved.Length - 3} more" : "")}";
    }

    private static GenericChart Seeds(string name, IEnumerable<PlotPoint> points, SeriesStyle style) =>
        Series.Points($"{name}, each seed", [.. points], style.Color, style.Symbol, "%{text}: %{x:.3f}<extra></extra>")
            .With("opacity", 0.35).With("showlegend", false);

    private static GenericChart Means(string name, IReadOnlyList<Spread> values, double shift, SeriesStyle style)
    {
        var points = values.Select((value, row) => new PlotPoint(value.Mean, row + shift, $"{name}: {value}")).ToArray();
        return Series.Points(name, points, style.Color, style.Symbol, "%{text}<extra></extra>").With("error_x", new
        {
            type = "data",
            array = values.Select(value => double.IsNaN(value.HalfWidth) ? 0 : value.HalfWidth),
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
