using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Plots;
using Telltale.Runtime;
using Telltale.Tests.Bias;

namespace Telltale.Tests.Plots;

public class BiasPlotsTests
{
    [Fact]
    public void A_shift_draws_the_scores_of_each_class_on_both_sets()
    {
        var validation = new Predictions("validation", [0.1, 0.3, 0.7, 0.9], [false, false, true, true]);
        var test = new Predictions("test", [0.1, 0.3, 0.2, 0.4], [false, false, true, true]);
        var chart = BiasPlots.Shift(validation, test);
        Assert.Equal([0.2, 0.4], Shown.AsPlotly(chart).Trace("synthetic, test").Numbers("x"));
        Assert.Equal([0.5, 1], Shown.AsPlotly(chart).Trace("synthetic, validation").Numbers("y"));
        Assert.Equal(
            "Shift of scores from validation to test (Kolmogorov-Smirnov distance): 0.000 for real images and 1.000 for synthetic images",
            chart.Title);
    }

    [Fact]
    public void Shortcuts_stand_in_rows_by_how_much_they_tell()
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(TwoSizes(folder), new() { Resamples = 100 });
        var chart = BiasPlots.Shortcuts(audit);
        var container = Shown.AsPlotly(chart).Trace("container");
        Assert.Equal((1, 0), (container.Numbers("x")[0], container.Numbers("y")[0]));
        Assert.Equal(audit.Features.Count(feature => feature.Feature.Kind == FeatureKind.SignalOrShortcut && double.IsFinite(feature.Auc)),
            Shown.AsPlotly(chart).Trace("pixels").Numbers("x").Length);
        Assert.Equal([audit.Container.Auc, audit.History.Auc, audit.AllFeatures.Auc], Shown.AsPlotly(chart).Trace("combined").Numbers("x"));
        Assert.Contains("the container reveals the class by ", chart.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_and_a_diagnosis_show_themselves()
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(TwoSizes(folder), new() { Resamples = 100 });
        var html = Shown.AsHtml(audit);
        Assert.All(audit.Features, feature => Assert.Contains($">{feature.Feature.Name}</td>", html, StringComparison.Ordinal));
        Assert.Contains(">crop alike</td>", html, StringComparison.Ordinal);
        Assert.Equal(audit.ToString(), Shown.AsText(audit));
        var diagnosis = CollapseDiagnosis.Of(PublishedMetrics.Of(Paper.Detection), 10_000);
        Assert.Contains("TP 167, FP 162, FN 4833, TN 4838", Shown.AsHtml(diagnosis), StringComparison.Ordinal);
        Assert.Equal(diagnosis.ToString(), Shown.AsText(diagnosis));
    }

    [Fact]
    public void A_probe_draws_the_shift_of_each_class_and_shows_itself()
    {
        using var folder = new TemporaryFolder();
        var images = PlantedTraces.Images(folder, 8);
        Intervention[] interventions = [new(InterventionKind.Blur, 2), new(InterventionKind.Noise, 1)];
        var probe = InterventionProbe.Of(PlantedTraces.Checkerboard(), images, interventions);
        var chart = BiasPlots.Interventions(probe);
        Assert.Equal(probe.Shifts.Select(shift => shift.Synthetic.Mean), Shown.AsPlotly(chart).Trace("synthetic").Numbers("x"));
        Assert.Equal(probe.Shifts.Select(shift => shift.Real.Mean), Shown.AsPlotly(chart).Trace("real").Numbers("x"));
        Assert.Contains("lack of robustness: blur 2", chart.Title, StringComparison.Ordinal);
        Assert.Contains(">lack of robustness</td>", Shown.AsHtml(probe), StringComparison.Ordinal);
        Assert.Equal(probe.ToString(), Shown.AsText(probe));
    }

    [Fact]
    public void Cures_and_sources_show_themselves()
    {
        var set = new Predictions("test", [.. Group("bad", 0.1), .. Group("good", 2.0)]);
        var bounds = CureBounds.Of(set);
        var bars = Shown.AsPlotly(BiasPlots.Cures(bounds)).Trace("upper bound");
        Assert.Equal(bounds.Bounds.Select(bound => bound.BalancedAccuracy), bars.Numbers("x"));
        Assert.All(bounds.Bounds, bound => Assert.Contains($">{bound.Cure}</td>", Shown.AsHtml(bounds), StringComparison.Ordinal));
        Assert.Equal(bounds.ToString(), Shown.AsText(bounds));
        var sources = CollapseDiagnosis.BySource(set);
        Assert.Contains(">bad</td>", Shown.AsHtml(sources), StringComparison.Ordinal);
        Assert.Equal(sources.ToString(), Shown.AsText(sources));
    }

    [Fact]
    public void Groups_are_bars_with_intervals_the_worst_first()
    {
        var predictions = new Predictions("test", [.. Group("bad", 0.1), .. Group("good", 2.0)]);
        var report = BiasReport.ByGroup(predictions, r => r.Source, Threshold.Fixed(0.5), resamples: 200);
        var bars = Shown.AsPlotly(BiasPlots.Groups(report)).Trace("differs");
        Assert.Equal(report.Groups.Select(group => group.Value.Value), bars.Numbers("x"));
        Assert.Equal(report.Groups.Select(group => group.Value.Upper - group.Value.Value), bars.GetProperty("error_x").Numbers("array"));
        Assert.Equal("bad", report.Groups[0].Name);
        var html = Shown.AsHtml(report);
        Assert.Contains("every metric of every group", html, StringComparison.Ordinal);
        Assert.Equal(report.ToString(), Shown.AsText(report));
    }

    [Fact]
    public void Reliability_lies_on_the_diagonal_where_scores_mean_what_they_say()
    {
        var predictions =
            new Predictions("test", [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75], [true, false, false, false, true, true, true, false]);
        var chart = BiasPlots.Reliability(predictions);
        Assert.Equal([0.25, 0.75], Shown.AsPlotly(chart).Trace("test").Numbers("x"));
        Assert.Equal([0.25, 0.75], Shown.AsPlotly(chart).Trace("test").Numbers("y"));
        Assert.Equal("Reliability: expected calibration error 0.000 for test", chart.Title);
    }

    [Fact]
    public void A_calibration_and_a_comparison_show_themselves()
    {
        var (validation, test) = (Samples.Predictions("validation", 1), Samples.Predictions("test", 0.4));
        var report = CalibrationReport.Of(validation, test);
        Assert.Equal(1 + report.Scores.Count, Shown.AsPlotly(BiasPlots.Reliability(report)).GetProperty("data").GetArrayLength());
        Assert.Contains("ORACLE", Shown.AsHtml(report), StringComparison.Ordinal);
        var items = validation.Scores.Index()
            .Select(item => new Prediction(
                new($"/{item.Index}", validation.Targets[item.Index] ? ImageLabel.Synthetic : ImageLabel.Real, "x"), item.Item));
        var comparison = DetectorComparison.Of(new("one", items), new("<other>", items), Threshold.Fixed(0.5), resamples: 20);
        Assert.Contains(">&lt;other&gt;</th>", Shown.AsHtml(comparison), StringComparison.Ordinal);
        Assert.Equal(comparison.ToString(), Shown.AsText(comparison));
    }

    private static IEnumerable<Prediction> Group(string name, double separation)
    {
        var scored = Samples.Predictions(name, separation);
        return scored.Scores.Zip(scored.Targets, (score, target) => new Prediction(
            new ImageRecord($"/{name}/{score}", target ? ImageLabel.Synthetic : ImageLabel.Real, name), score));
    }

    private static ImageCollection TwoSizes(TemporaryFolder folder) => new("two sizes", Enumerable.Range(0, 40).Select(index =>
    {
        var image = new RgbImage(index % 2 == 1 ? 24 : 20, 16);
        SeededRandom.For(index).NextBytes(image.Pixels);
        File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(image));
        return new ImageRecord(folder.File($"{index}.png"), index % 2 == 1 ? ImageLabel.Synthetic : ImageLabel.Real, "noise");
    }));
}
