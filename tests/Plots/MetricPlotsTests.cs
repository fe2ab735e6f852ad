using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class MetricPlotsTests
{
    private static readonly DetectionReport[] Reports =
    [
        DetectionReport.Of(Samples.Predictions("test", 1.1), Threshold.Fixed(0.5), resamples: 50),
        DetectionReport.Of(Samples.Predictions("other", 0.2, positives: 0.3), Threshold.Fixed(0.5), resamples: 50),
    ];

    [Fact]
    public void Error_bars_reach_from_the_value_to_both_ends_of_the_interval()
    {
        var chart = Shown.AsPlotly(MetricPlots.WithIntervals(Reports, [Metric.RocAuc, Metric.F1]));
        foreach (var report in Reports)
        {
            var trace = chart.Trace(report.Name);
            var (value, up, down) =
                (trace.Numbers("x"), trace.GetProperty("error_x").Numbers("array"), trace.GetProperty("error_x").Numbers("arrayminus"));
            foreach (var (metric, index) in new[] { report[Metric.RocAuc], report[Metric.F1] }.Select((metric, index) => (metric, index)))
            {
                Assert.Equal(metric.Value, value[index]);
                Assert.Equal(metric.Upper, value[index] + up[index], 12);
                Assert.Equal(metric.Lower, value[index] - down[index], 12);
            }
        }
    }

    [Fact]
    public void Constant_predictions_are_shown_with_every_report()
    {
        var chart = Shown.AsPlotly(MetricPlots.WithIntervals(Reports, [Metric.F1]));
        Assert.Equal([0, 0], chart.Trace("all real").Numbers("x"));
        Assert.Equal([Reports[0][Metric.F1].AllPositive, Reports[1][Metric.F1].AllPositive], chart.Trace("all synthetic").Numbers("x"));
    }

    [Fact]
    public void A_value_that_is_not_defined_is_left_out()
    {
        var oneClass = DetectionReport.Of(new Predictions("faces", [0.2, 0.8], [true, true]), Threshold.Fixed(0.5), resamples: 0);
        var trace = Shown.AsPlotly(MetricPlots.WithIntervals([oneClass], [Metric.RocAuc, Metric.Recall])).Trace("faces");
        Assert.Equal([0.5], trace.Numbers("x"));
        Assert.Equal([0], trace.GetProperty("error_x").Numbers("array"));
    }

    [Fact]
    public void Bars_stand_highest_first_with_chance_beside_them()
    {
        var chart = MetricPlots.Bars("balanced accuracy", [("plain", 0.61), ("residual", 0.97), ("failed", double.NaN)], chance: 0.5);
        Assert.Equal([0.97, 0.61], Shown.AsPlotly(chart).GetProperty("data")[0].Numbers("x"));
        Assert.Equal([0.5, 0.5], Shown.AsPlotly(chart).Trace("chance").Numbers("x"));
        Assert.Equal("Balanced accuracy is highest for residual (0.97) and lowest for plain (0.61); chance is 0.5", chart.Title);
    }

    [Fact]
    public void An_unknown_metric_is_refused_by_name() =>
        Assert.Contains("'F2'", Assert.Throws<KeyNotFoundException>(() => MetricPlots.WithIntervals(Reports, [new("F2", "")])).Message,
            StringComparison.Ordinal);
}
