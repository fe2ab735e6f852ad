using System.Globalization;
using Plotly.NET;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>Charts of protocols: leaving one generator out, and robustness to degraded images.</summary>
public static class ProtocolPlots
{
    /// <summary>
    /// ROC AUC on each generator left out, then its mean and its minimum over the generators; error bars: standard deviation over the
    /// seeds.
    /// </summary>
    /// <param name="results">Recipes on the same generators, one series each; at least one.</param>
    /// <exception cref="ArgumentException">There are no results, or their generators differ.</exception>
    public static Chart Generators(params IReadOnlyList<LeaveOneGeneratorOut> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0 || results.Any(result => !result.Generators.SequenceEqual(results[0].Generators)))
        {
            throw new ArgumentException("A chart needs at least one result, all of the same generators.", nameof(results));
        }
        string[] rows = [.. results[0].Generators, "mean", "minimum"];
        var series = results.Select((result, index) => Series.Intervals(
            result.Recipe, [.. Spreads(result).Select((spread, row) => Point(spread, row + Offset(index, results.Count), rows[row]))],
            SeriesStyle.Of(index)));
        var layout = new PlotLayout(
            new PlotAxis("ROC AUC on the generator left out"),
            new PlotAxis("") { Categories = rows, Range = (rows.Length - 0.5, -0.5) },
            height: 130 + rows.Length * (16 + 14 * results.Count));
        return new(
            $"{results[0].Images}{(results[0].IsSimulated ? " (simulated)" : "")}, ROC AUC on the generator left out: "
                + string.Join("; ", results.Select(result => $"{result.Recipe} has {PlotText.Number(result.Mean(one => one.RocAuc).Mean)} "
                    + $"in the mean and {PlotText.Number(result.Minimum(one => one.RocAuc).Mean)} at its lowest")),
            layout.Combine([Series.Reference("chance", new PlotPoint(0.5, -0.5), new PlotPoint(0.5, rows.Length - 0.5)), .. series]));
    }

    /// <summary>
    /// ROC AUC against the strength of one kind of degradation, one line for each detector, with a band from its lowest to its highest
    /// seed.
    /// </summary>
    /// <param name="curves">The curves.</param>
    /// <param name="kind">The kind of degradation.</param>
    /// <exception cref="ArgumentException">The curves have no such degradation.</exception>
    public static Chart Robustness(RobustnessCurves curves, InterventionKind kind)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var lines = curves.Detectors.Select(detector => curves.Points
            .Where(point => point.Detector == detector && (point.Intervention is null || point.Intervention.Kind == kind))
            .OrderBy(point => Position(point, kind)).ToArray()).ToArray();
        if (lines[0].Length < 2)
        {
            throw new ArgumentException($"The curves have no levels of {Intervention.Quantity(kind)}.", nameof(kind));
        }
        var series = lines.SelectMany((line, index) => new[]
        {
            Band(line, kind, SeriesStyle.Of(index)),
            Series.Line(
                line[0].Detector,
                line.Select(point => new PlotPoint(Position(point, kind), point.RocAuc.Mean, $"{Name(point)}: {point.RocAuc}")),
                SeriesStyle.Of(index), "%{text}"),
        });
        var ends = lines.Select(line => (line[0].Detector, Points: line.OrderBy(point => point.Intervention is null ? 0 : 1).ToArray()))
            .Select(line => $"{line.Detector} has {PlotText.Number(line.Points[0].RocAuc.Mean)} unchanged "
                + $"and {PlotText.Number(line.Points.Min(point => point.RocAuc.Mean))} at its lowest");
        return new(
            $"Robustness to {Intervention.Quantity(kind).Split(',')[0]} on {curves.Images}{(curves.IsSimulated ? " (simulated)" : "")}: "
                + $"ROC AUC: {string.Join("; ", ends)}",
            new PlotLayout(
                new PlotAxis($"{Intervention.Quantity(kind)} ({Unchanged(kind).ToString(CultureInfo.InvariantCulture)}: unchanged)"),
                new PlotAxis(Metric.RocAuc.Name)).Combine(series));
    }

    private static IEnumerable<Spread> Spreads(LeaveOneGeneratorOut result) =>
    [
        .. result.Generators.Select(generator => result.OverSeeds(generator, one => one.RocAuc)),
        result.Mean(one => one.RocAuc), result.Minimum(one => one.RocAuc),
    ];

    private static IntervalPoint Point(Spread spread, double row, string name) => new(
        spread.Mean, spread.Mean - spread.StandardDeviation, spread.Mean + spread.StandardDeviation, row, $"{name}: {spread}");

    private static double Offset(int index, int count) => (index - (count - 1) / 2.0) * 0.7 / count;

    private static double Unchanged(InterventionKind kind) => kind switch
    {
        InterventionKind.Jpeg or InterventionKind.Webp => 100,
        InterventionKind.Scale => 1,
        _ => 0,
    };

    private static double Position(RobustnessPoint point, InterventionKind kind) => point.Intervention?.Level ?? Unchanged(kind);

    private static string Name(RobustnessPoint point) => point.Intervention?.ToString() ?? "unchanged";

    // The outline of the band, forwards along the highest and back along the lowest values.
    private static GenericChart Band(RobustnessPoint[] line, InterventionKind kind, SeriesStyle style)
    {
        PlotPoint[] outline =
        [
            .. line.Select(point => new PlotPoint(Position(point, kind), point.RocAuc.Highest)),
            .. line.Reverse().Select(point => new PlotPoint(Position(point, kind), point.RocAuc.Lowest)),
        ];
        return Series.Line($"{line[0].Detector}, lowest to highest seed", outline, style, "%{y:.3f}")
            .With("fill", "toself").With("opacity", 0.2).With("mode", "lines").With("showlegend", false).With("hoverinfo", "skip");
    }
}
