using Telltale.Evaluation;
using Telltale.Plots;
using Telltale.Runtime;

namespace Telltale.Tests.Plots;

public class CurvePlotsTests
{
    private readonly Predictions test = Samples.Predictions("test", 1.1);
    private readonly Predictions other = Samples.Predictions("other", 0.2, positives: 0.3);

    [Fact]
    public void A_roc_chart_draws_the_points_of_every_curve_and_the_diagonal()
    {
        var chart = Shown.AsPlotly(CurvePlots.Roc(test, other));
        foreach (var set in new[] { test, other })
        {
            var (trace, curve) = (chart.Trace(set.Name), RocCurve.Of(set));
            Assert.Equal(curve.Points.Select(point => point.FalsePositiveRate), trace.Numbers("x"));
            Assert.Equal(curve.Points.Select(point => point.TruePositiveRate), trace.Numbers("y"));
            Assert.Contains($"AUC {curve.AreaUnderCurve:0.000}", trace.GetProperty("name").GetString()!, StringComparison.Ordinal);
        }
        Assert.Equal([0, 1], chart.Trace("chance").Numbers("y"));
    }

    [Fact]
    public void A_roc_title_says_how_often_the_ranking_is_right()
    {
        var separated = new Predictions("toy", [0.1, 0.2, 0.3, 0.4], [false, true, false, true]);
        Assert.Equal("ROC: a synthetic image scores higher than a real one 75 % of the time on toy (AUC 0.750); chance is 50 %",
            CurvePlots.Roc(separated).Title);
    }

    [Fact]
    public void The_title_of_a_sweep_names_the_chosen_threshold_where_it_is_as_good_as_any()
    {
        var sweep = ThresholdSweep.Of(new Predictions("toy", [0.1, 0.2, 0.6, 0.8], [false, false, true, true]));
        var best = sweep.Best(c => c.F1);
        Assert.Contains($"is 1.000, at threshold {best.Value.Invariant("0.####")};", CurvePlots.Sweep(sweep, best).Title,
            StringComparison.Ordinal);
        Assert.Contains("is 1.000, at threshold 0.6;", CurvePlots.Sweep(sweep, Threshold.Fixed(0.15)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_one_class_has_no_curve_and_says_so()
    {
        var chart = CurvePlots.Roc(test, new Predictions("faces", [0.1, 0.9], [true, true]));
        Assert.Contains("not defined on faces", chart.Title, StringComparison.Ordinal);
        Assert.Empty(Shown.AsPlotly(chart).Trace("faces").Numbers("x"));
    }

    [Fact]
    public void Precision_is_drawn_in_the_steps_whose_area_is_average_precision()
    {
        var trace = Shown.AsPlotly(CurvePlots.PrecisionRecall(test)).Trace("test");
        var (recall, precision) = (trace.Numbers("x"), trace.Numbers("y"));
        var area = Enumerable.Range(1, recall.Length - 1).Sum(index => (recall[index] - recall[index - 1]) * precision[index]);
        Assert.Equal(PrecisionRecallCurve.Of(test).AveragePrecision, area, 12);
        Assert.Equal("vh", trace.GetProperty("line").GetProperty("shape").GetString());
    }

    [Fact]
    public void Chance_in_precision_is_the_share_of_positives_of_each_set()
    {
        var chart = Shown.AsPlotly(CurvePlots.PrecisionRecall(test, other));
        Assert.Equal([0.5, 0.5], chart.Trace("chance on test").Numbers("y"));
        Assert.Equal([0.3, 0.3], chart.Trace("chance on other").Numbers("y"));
    }

    [Fact]
    public void A_histogram_counts_every_score_once()
    {
        var chart = Shown.AsPlotly(CurvePlots.Scores(other, Threshold.Fixed(0.5)));
        Assert.Equal(1, chart.Trace("real (140)").Numbers("y").Sum(), 12);
        Assert.Equal(1, chart.Trace("synthetic (60)").Numbers("y").Sum(), 12);
        Assert.Equal(0.5, Assert.Single(chart.GetProperty("layout").GetProperty("shapes").EnumerateArray()).GetProperty("x0").GetDouble());
    }

    [Fact]
    public void Scores_of_any_range_find_a_bin()
    {
        var logits = new Predictions("logits", [-7.5, -7.5, 12], [false, true, true]);
        var chart = Shown.AsPlotly(CurvePlots.Scores(logits, Threshold.Fixed(double.PositiveInfinity)));
        Assert.Equal([0.5, 0.5], chart.Trace("synthetic").Numbers("y").Where(share => share > 0));
        Assert.Empty(chart.GetProperty("layout").GetProperty("shapes").EnumerateArray());
        Assert.Single(Shown.AsPlotly(CurvePlots.Scores(new("equal", [3, 3], [false, true]), Threshold.Fixed(3))).Trace("real").Numbers("y"),
            share => share > 0);
    }

    [Fact]
    public void A_sweep_draws_both_measures_at_every_score_and_the_chosen_points()
    {
        var sweep = ThresholdSweep.Of(test);
        var chosen = sweep.Best(c => c.F1);
        var chart = Shown.AsPlotly(CurvePlots.Sweep(sweep, chosen));
        Assert.Equal(sweep.Skip(1).Reverse().Select(point => point.Counts.BalancedAccuracy), chart.Trace("balanced accuracy").Numbers("y"));
        Assert.Equal([chosen.Value, chosen.Value], chart.Trace("chosen").Numbers("x"));
        Assert.Equal([sweep.At(chosen).F1, sweep.At(chosen).BalancedAccuracy], chart.Trace("chosen").Numbers("y"));
        Assert.Equal(2.0 / 3, chart.Trace("F1, all positive").Numbers("y")[0], 12);
    }

    [Fact]
    public void A_history_draws_losses_above_the_score_and_marks_the_kept_epoch()
    {
        var chart = Shown.AsPlotly(TrainingPlots.History(Samples.History));
        Assert.Equal(Samples.History.Epochs.Select(epoch => epoch.TrainingLoss), chart.Trace("training loss").Numbers("y"));
        Assert.Equal(Samples.History.Epochs.Select(epoch => epoch.ValidationLoss), chart.Trace("validation loss").Numbers("y"));
        Assert.Equal("y2", chart.Trace("validation balanced accuracy").GetProperty("yaxis").GetString());
        Assert.Equal(4, chart.GetProperty("layout").GetProperty("shapes")[0].GetProperty("x0").GetDouble());
    }

    [Fact]
    public void A_history_chosen_by_loss_has_one_panel()
    {
        var chart = Shown.AsPlotly(TrainingPlots.History(Samples.History with { Metric = "loss" }));
        Assert.Equal(2, chart.GetProperty("data").GetArrayLength());
        Assert.False(chart.GetProperty("layout").TryGetProperty("yaxis2", out _));
    }

    [Fact]
    public void Values_that_are_not_defined_leave_a_gap()
    {
        var history = Samples.History
            with { Epochs = [
                .. Samples.History.Epochs.Select(epoch => epoch.Epoch == 2 ? epoch with { ValidationScore = double.NaN } : epoch)] };
        Assert.Equal([1, 3, 4, 5], Shown.AsPlotly(TrainingPlots.History(history)).Trace("validation balanced").Numbers("x"));
    }

    [Fact]
    public void A_curve_of_many_points_is_drawn_with_few_that_no_eye_can_tell_apart()
    {
        var many = Samples.Predictions("many", 0.8, 100_000);
        var trace = Shown.AsPlotly(CurvePlots.Roc(many)).Trace("many");
        var (x, y) = (trace.Numbers("x"), trace.Numbers("y"));
        Assert.InRange(x.Length, 500, 3000);
        Assert.Equal((0, 0, 1, 1), (x[0], y[0], x[^1], y[^1]));
        var area = Enumerable.Range(1, x.Length - 1).Sum(index => (x[index] - x[index - 1]) * (y[index] + y[index - 1]) / 2);
        Assert.Equal(RocCurve.Of(many).AreaUnderCurve, area, 3);
    }

    [Fact]
    public void Nothing_to_draw_is_refused() => Assert.Throws<ArgumentException>(() => CurvePlots.Roc());
}
