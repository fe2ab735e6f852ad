using Plotly.NET;
using Plotly.NET.CSharp;
using Telltale.Evaluation;
using Chart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

/// <summary>Figures of several detectors or sets side by side.</summary>
public static class MetricPlots
{
    private const string IntervalHover = "%{text}";

    /// <summary>The metrics shown where none are named: none of them can be met by a constant answer alone.</summary>
    public static IReadOnlyList<Metric> DefaultMetrics { get; } =
        [Metric.BalancedAccuracy, Metric.F1, Metric.RocAuc, Metric.AveragePrecision];

    /// <summary>
    /// A few metrics of several reports, each with its interval, and what the two trivial answers would reach as small triangles
    /// above and below its row: an interval that holds the better of them shows no skill.
    /// </summary>
    /// <param name="reports">At least one report; its name is the name of its set.</param>
    /// <param name="metrics">Metrics of a detection report; null for <see cref="DefaultMetrics"/>.</param>
    /// <exception cref="ArgumentException">There are no reports.</exception>
    /// <exception cref="KeyNotFoundException">A report has no such metric.</exception>
    public static Figure WithIntervals(IReadOnlyList<DetectionReport> reports, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 0)
        {
            throw new ArgumentException("A figure needs at least one report.", nameof(reports));
        }
        metrics ??= DefaultMetrics;
        var measured = reports.Select((report, index) => Measured(report, metrics, Rows(metrics.Count, reports.Count, index), SeriesStyle.Of(index)));
        var layout = new PlotLayout(
            new PlotAxis("value"),
            new PlotAxis("") { Categories = [.. metrics.Select(Label)], Range = (metrics.Count - 0.5, -0.5) },
            height: 110 + metrics.Count * (26 + 22 * reports.Count));
        return new(Sentence(reports, metrics[0]), layout.Around([
            Trivial("all answered real", reports, metrics, metric => metric.AllNegative, StyleParam.MarkerSymbol.TriangleDown, -0.14 / reports.Count),
            Trivial("all answered synthetic", reports, metrics, metric => metric.AllPositive, StyleParam.MarkerSymbol.TriangleUp, 0.14 / reports.Count),
            .. measured]));
    }

    /// <summary>One figure of several things as bars, highest first, with a line for what no skill would give.</summary>
    /// <param name="metric">What is compared, with its unit.</param>
    /// <param name="values">At least one name and value.</param>
    /// <param name="chance">What no skill would give; null for no line.</param>
    /// <exception cref="ArgumentException">There is no defined value.</exception>
    public static Figure Bars(string metric, IEnumerable<(string Name, double Value)> values, double? chance = null)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        var bars = values.Where(bar => double.IsFinite(bar.Value)).OrderByDescending(bar => bar.Value).ToArray();
        if (bars.Length == 0)
        {
            throw new ArgumentException($"There is no value of {metric} to draw.", nameof(values));
        }
        var reference = chance is { } level
            ? [Series.Reference($"chance ({PlotText.Short(level)})", new PlotPoint(level, -0.5), new PlotPoint(level, bars.Length - 0.5))]
            : Array.Empty<GenericChart>();
        var chart = Chart.Bar<double, int, string>(
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
        return new(BarSentence(metric, bars, chance), layout.Around([chart, .. reference]));
    }

    private static string BarSentence(string metric, (string Name, double Value)[] bars, double? chance)
    {
        var ends = bars.Length == 1 ? $"is {PlotText.Short(bars[0].Value)} for {bars[0].Name}"
            : $"is highest for {bars[0].Name} ({PlotText.Short(bars[0].Value)}) and lowest for {bars[^1].Name} ({PlotText.Short(bars[^1].Value)})";
        return $"{char.ToUpperInvariant(metric[0])}{metric[1..]} {ends}{(chance is { } level ? $"; chance is {PlotText.Short(level)}" : "")}";
    }

    private static GenericChart Measured(DetectionReport report, IReadOnlyList<Metric> metrics, double[] rows, SeriesStyle style) => Series.Intervals(
        report.Name,
        [.. metrics.Select(metric => report[metric]).Zip(rows, (metric, row) =>
            new IntervalPoint(metric.Value, metric.Lower, metric.Upper, row, Describe(report, metric)))],
        style);

    private static GenericChart Trivial(
        string name, IReadOnlyList<DetectionReport> reports, IReadOnlyList<Metric> metrics,
        Func<MetricValue, double> of, StyleParam.MarkerSymbol symbol, double shift)
    {
        var points = reports.SelectMany((report, index) => metrics.Zip(
            Rows(metrics.Count, reports.Count, index),
            (metric, row) => new PlotPoint(of(report[metric]), row + shift, $"{metric} {PlotText.Figure(of(report[metric]))} on {report.Name}")));
        return Series.Points(name, [.. points.Where(point => double.IsFinite(point.X))], SeriesStyle.Neutral, symbol, IntervalHover, size: 7);
    }

    /// <summary>Where each metric's row of a report lies: rows of one metric lie close together around its number.</summary>
    private static double[] Rows(int metrics, int reports, int report) =>
        [.. Enumerable.Range(0, metrics).Select(metric => metric + (report - (reports - 1) / 2.0) * 0.7 / reports)];

    private static string Label(Metric metric) => metric.HigherIsBetter ? metric.Name : $"{metric.Name} (low is good)";

    private static string Describe(DetectionReport report, MetricValue metric) =>
        $"{report.Name}: {metric.Name} {PlotText.Figure(metric.Value)} {PlotText.Interval(metric.Lower, metric.Upper)}";

    private static string Sentence(IReadOnlyList<DetectionReport> reports, Metric metric)
    {
        var measured = reports.Select(report =>
            $"{PlotText.Figure(report[metric].Value)} {PlotText.Interval(report[metric].Lower, report[metric].Upper)}".TrimEnd() + $" on {report.Name}");
        var trivial = reports.SelectMany(report => new[] { report[metric].AllNegative, report[metric].AllPositive }).Where(double.IsFinite).DefaultIfEmpty(double.NaN);
        var blind = metric.HigherIsBetter ? trivial.Max() : trivial.Min();
        return $"{char.ToUpperInvariant(metric.Name[0])}{metric.Name[1..]} is {PlotText.List([.. measured])}; an answer that never looks reaches {PlotText.Figure(blind)}";
    }
}
