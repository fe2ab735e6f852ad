using System.Text.RegularExpressions;
using Telltale.Evaluation;
using Telltale.Plots;
using Telltale.Training;
using GenericChart = Plotly.NET.GenericChart;
using Trace = Plotly.NET.Trace;

namespace Telltale.Tests.Plots;

/// <summary>Pages as a browser makes them, without a network. Chromium is used where it is installed.</summary>
public sealed partial class BrowserTests : IDisposable
{
    private const string RequireJs = "<script>var define = function () { window.defined = true; }; define.amd = {};</script>";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_chart_draws_whether_it_comes_before_or_after_the_script()
    {
        var charts = Charts().Select(Shown.AsHtml).ToArray();
        var page = Open([.. charts.Take(4), Shown.AsHtml(Notebook.Start()), .. charts.Skip(4)]);
        Assert.Equal(charts.Length, Drawn().Count(page));
        Assert.Empty(Browser.ErrorsOf(page));
    }

    [Fact]
    public void Charts_draw_where_requirejs_is_present_and_after_a_cell_is_run_again()
    {
        var (setup, cell) = (Shown.AsHtml(Notebook.Start()), Shown.AsHtml(TrainingPlots.History(Samples.History)));
        var page = Open([RequireJs, setup, cell, cell, setup, Shown.AsHtml(TrainingPlots.History(Samples.History))]);
        Assert.Equal(3, Drawn().Count(page));
        Assert.Empty(Browser.ErrorsOf(page));
    }

    [Fact]
    public void Traces_that_the_small_bundle_lacks_bring_the_whole_script_once_the_page_has_the_small_one()
    {
        var waterfall = new Trace("waterfall");
        waterfall.SetProperty("x", new[] { "a", "b" });
        waterfall.SetProperty("y", new[] { 1, -2 });
        var page = Open([
            Shown.AsHtml(GenericChart.ofTraceObject(true, waterfall)), Shown.AsHtml(Notebook.Start()),
            Shown.AsHtml(TrainingPlots.History(Samples.History))]);
        Assert.Equal(2, Drawn().Count(page));
        Assert.Contains("waterfalllayer", page, StringComparison.Ordinal);
        Assert.Empty(Browser.ErrorsOf(page));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(40)]
    public void An_axis_of_whole_numbers_has_no_label_twice(int steps)
    {
        var losses = Enumerable.Range(1, steps).Select(step => 1.0 / step).ToArray();
        var history = new TrainingHistory(
            [.. losses.Select((loss, index) => new EpochResult(index + 1, loss, loss, 0.5, 60))], 1, "balanced accuracy", false);
        var page = Open([
            Shown.AsHtml(Notebook.Start()), Shown.AsHtml(TrainingPlots.History(history)), Shown.AsHtml(TrainingPlots.Steps(("one", losses)))]);
        var charts = Drawn().Split(page)[1..];
        Assert.Equal(2, charts.Length);
        Assert.All(charts, chart =>
        {
            var ticks = Ticks().Matches(chart).Select(match => match.Groups["label"].Value).ToList();
            Assert.NotEmpty(ticks);
            Assert.Equal(ticks.Distinct(), ticks);
            Assert.All(ticks, tick => Assert.InRange(int.Parse(tick), 0, steps + 1));
        });
    }

    [Fact]
    public void A_chart_that_was_drawn_in_a_narrow_place_fits_the_wide_one_that_it_becomes()
    {
        var chart = Shown.AsHtml(CurvePlots.Roc(Samples.Predictions("test", 1)));
        var page = Browser.OpenUntil(
            folder,
            [
                Shown.AsHtml(Notebook.Start()), $"<div id=\"place\" style=\"width:150px\">{chart}</div>",
                """
                <script>
                function isWide() {
                  const [place, title] = [document.getElementById("place"), document.querySelector(".xtitle")];
                  if (title?.querySelector("tspan")) place.style.width = ""; // once it stands there on several lines
                  return !place.style.width && title && !title.querySelector("tspan");
                }
                </script>
                """,
            ],
            "isWide()");
        Assert.Single(Drawn().Matches(page));
        Assert.Contains("id=\"place\" style=\"\"", page, StringComparison.Ordinal);
        Assert.Matches("class=\"xtitle\"[^>]*>false positive rate \\(real predicted synthetic\\)<", page); // on one line
        Assert.Empty(Browser.ErrorsOf(page));
    }

    [Fact]
    public void Without_the_script_a_chart_says_what_is_missing()
    {
        var page = Open([Shown.AsHtml(TrainingPlots.History(Samples.History))]);
        Assert.Empty(Drawn().Matches(page));
        Assert.Contains("once the notebook's set-up cell has run", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_names()
    {
        const string Name = "</script><img src=x onerror=\"document.title='broken'\"><b>bold</b>";
        var page = Open([Shown.AsHtml(Notebook.Start()), Shown.AsHtml(CurvePlots.Roc(Samples.Predictions(Name, 1)))]);
        Assert.Single(Drawn().Matches(page));
        Assert.DoesNotContain("<title>broken", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bold", page, StringComparison.Ordinal);
    }

    private static IEnumerable<Chart> Charts()
    {
        var (test, other) = (Samples.Predictions("test", 1.1), Samples.Predictions("other", 0.2));
        var threshold = ThresholdSweep.Of(other).Best(c => c.F1);
        var report = DetectionReport.Of(test, threshold, resamples: 20);
        return
        [
            TrainingPlots.History(Samples.History), CurvePlots.Roc(test, other),
            CurvePlots.PrecisionRecall(test, other), CurvePlots.Scores(test, threshold),
            CurvePlots.Sweep(ThresholdSweep.Of(other), threshold), ConfusionPlot.Of(report.Counts), MetricPlots.WithIntervals([report]),
            MetricPlots.Bars("accuracy", [("one", 0.7), ("two", 0.6)], chance: 0.5),
        ];
    }

    private string Open(IEnumerable<string> outputs) => Browser.Open(folder, outputs);

    // plotly.js marks a place it has drawn in, and puts its drawing right behind.
    [GeneratedRegex("class=\"telltale-plot js-plotly-plot\"[^>]*><div class=\"plot-container[^>]*><div[^>]*><svg class=\"main-svg\"")]
    private static partial Regex Drawn();

    [GeneratedRegex("<g class=\"xtick\">\\s*<text[^>]*>(?<label>[^<]*)</text>")]
    private static partial Regex Ticks();
}
