using Plotly.NET;
using Telltale.Evaluation;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

/// <summary>Charts that compare metrics of several detectors or test sets.</summary>
/// <example>
/// <code>
/// var chart = MetricPlots.Bars("balanced accuracy", [("detector A", 0.75), ("detector B", 0.5)], chance: 0.5);
/// </code>
/// </example>
public static class MetricPlots
{
    private const string IntervalHover = "%{text}";

    /// <summary>The metrics shown by default.</summary>
    public static IReadOnlyList<Metric> DefaultMetrics { get; } =
        [Metric.BalancedAccuracy, Metric.F1, Metric.RocAuc, Metric.AveragePrecision];

    /// <summary>
    /// Metrics of several reports with their intervals. Small triangles above and below each row mark the two constant predictions: an
    /// interval that contains the better of them shows no skill.
    /// </summary>
    /// <param name="reports">At least one report; its name identifies it in the chart.</param>
    /// <param name="metrics">Metrics of a detection report; null for <see cref="DefaultMetrics"/>.</param>
    /// <exception cref="ArgumentException">There are no reports.</exception>
    /// <exception cref="KeyNotFoundException">A report has no such metric.</exception>
    public static Chart WithIntervals(IReadOnlyList<DetectionReport> reports, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 0)
        {
            throw new ArgumentException("A chart needs at least one report.", nameof(reports));
        }
        metrics ??= DefaultMetrics;
        var measured = reports.Select((report, index) =>
            Measured(report, metrics, Rows(metrics.Count, reports.Count, index), SeriesStyle.Of(index)));
        var layout = new PlotLayout(
            new PlotAxis("value"),
            new PlotAxis("") { Categories = [.. metrics.Select(Label)], Range = (metrics.Count - 0.5, -0.5) },
            height: 110 + metrics.Count * (26 + 22 * reports.Count));
        return new(Sentence(reports, metrics[0]), layout.Combine([
            Constant(
                "all real", reports, metrics, metric => metric.AllNegative, StyleParam.MarkerSymbol.TriangleDown, -0.14 / reports.Count),
            Constant(
                "all synthetic", reports, metrics, metric => metric.AllPositive, StyleParam.MarkerSymbol.TriangleUp, 0.14 / reports.Count),
            .. measured]));
    }

    /// <summary>One metric of several detectors or sets as bars, highest first, with a line for chance.</summary>
    /// <param name="metric">The name of the metric, with its unit.</param>
    /// <param name="values">At least one name and value.</param>
    /// <param name="chance">The value of chance; null for no line.</param>
    /// <exception cref="ArgumentException">No value is finite.</exception>
    public static Chart Bars(string metric, IEnumerable<(string Name, double Value)> values, double? chance = null)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        var bars = values.Where(bar => double.IsFinite(bar.Value)).OrderByDescending(bar => bar.Value).ToArray();
        if (bars.Length == 0)
        {
            throw new ArgumentException($"No value of {metric} is finite; there is nothing to draw.", nameof(values));
        }
        var reference = chance is { } level
            ? [Series.Reference($"chance ({PlotText.Short(level)})", new PlotPoint(level, -0.5), new PlotPoint(level, bars.Length - 0.5))]
            : Array.Empty<GenericChart>();
        var chart = PlotlyChart.Bar<double, int, string>(
            bars.Select(bar => bar.Value),
            Keys: new(Enumerable.Range(0, bars.Length), true),
            MultiText: new(bars.Select(bar => PlotText.Short(bar.Value)), true),
            MarkerColor: SeriesStyle.Of(0).PlotColor,
            TextPosition: StyleParam.TextPosition.Auto,
            ShowLegend: false,
            UseDefaults: false).With("hovertemplate", "%{x}<extra></extra>").With("width", 0.6);
        var layout = new PlotLayout(
            new PlotAxis(metric),
            new PlotAxis("") { Categories = [.. bars.Select(bar => bar.Name)], Range = (bars.Length - 0.5, -0.5) },
            height: 110 + 36 * bars.Length);
        layout.With("showlegend", true);
        return new(BarSentence(metric, bars, chance), layout.Combine([chart, .. reference]));
    }

    private static string BarSentence(string metric, (string Name, double Value)[] bars, double? chance)
    {
        var (first, last) = (bars[0], bars[^1]);
        var ends = bars.Length == 1
            ? $"is {PlotText.Short(first.Value)} for {first.Name}"
            : $"is highest for {first.Name} ({PlotText.Short(first.Value)}) and lowest for {last.Name} ({PlotText.Short(last.Value)})";
        return $"{Capitalized(metric)} {ends}{(chance is { } level ? $"; chance is {PlotText.Short(level)}" : "")}";
    }

    private static GenericChart Measured(
        DetectionReport report, IReadOnlyList<Metric> metrics, double[] rows, SeriesStyle style) => Series.Intervals(
        report.Name,
        [.. metrics.Select(metric => report[metric]).Zip(rows, (metric, row) =>
            new IntervalPoint(metric.Value, metric.Lower, metric.Upper, row, Describe(report, metric)))],
        style);

    private static GenericChart Constant(
        string name, IReadOnlyList<DetectionReport> reports, IReadOnlyList<Metric> metrics,
        Func<MetricValue, double> of, StyleParam.MarkerSymbol symbol, double shift)
    {
        var points = reports.SelectMany((report, index) => metrics.Zip(
            Rows(metrics.Count, reports.Count, index),
            (metric, row) => new PlotPoint(
                of(report[metric]), row + shift, $"{metric} {PlotText.Number(of(report[metric]))} on {report.Name}")));
        PlotPoint[] finite = [.. points.Where(point => double.IsFinite(point.X))];
        return Series.Points(name, finite, SeriesStyle.Neutral, symbol, IntervalHover, size: 7);
    }

    /// <summary>Vertical positions of a report's metrics: the rows of one metric are grouped around its index.</summary>
    private static double[] Rows(int metrics, int reports, int report) =>
        [.. Enumerable.Range(0, metrics).Select(metric => metric + (report - (reports - 1) / 2.0) * 0.7 / reports)];

    private static string Label(Metric metric) => metric.HigherIsBetter ? metric.Name : $"{metric.Name} (lower is better)";

    private static string Describe(DetectionReport report, MetricValue metric) =>
        $"{report.Name}: {metric.Name} {PlotText.Number(metric.Value)} {PlotText.Interval(metric.Lower, metric.Upper)}";

    private static string Sentence(IReadOnlyList<DetectionReport> reports, Metric metric)
    {
        var values = reports.Select(report => report[metric]).ToArray();
        var measured = values.Zip(reports, (value, report) =>
            $"{PlotText.Number(value.Value)} {PlotText.Interval(value.Lower, value.Upper)}".TrimEnd() + $" on {report.Name}");
        var constant = values.SelectMany(value => new[] { value.AllNegative, value.AllPositive })
            .Where(double.IsFinite).DefaultIfEmpty(double.NaN);
        var best = metric.HigherIsBetter ? constant.Max() : constant.Min();
        return $"{Capitalized(metric.Name)} is {PlotText.List([.. measured])}; " +
            $"the better constant prediction has {PlotText.Number(best)}";
    }

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
