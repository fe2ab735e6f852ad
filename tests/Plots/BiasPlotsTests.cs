using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Plots;
using Telltale.Runtime;

namespace Telltale.Tests.Plots;

public class BiasPlotsTests
{
    [Fact]
    public void A_shift_draws_the_scores_of_each_class_on_both_sets()
    {
        var validation = new Predictions("validation", [0.1, 0.3, 0.7, 0.9], [false, false, true, true]);
        var test = new Predictions("test", [0.1, 0.3, 0.2, 0.4], [false, false, true, true]);
        var figure = BiasPlots.Shift(validation, test);
        Assert.Equal([0.2, 0.4], Shown.AsPlotly(figure).Trace("synthetic, test").Numbers("x"));
        Assert.Equal([0.5, 1], Shown.AsPlotly(figure).Trace("synthetic, validation").Numbers("y"));
        Assert.Equal("Shift from validation to test: the shares below a score part by 0.000 for real images and by 1.000 for synthetic images at most; 0 is no shift", figure.Title);
    }

    [Fact]
    public void Shortcuts_stand_in_rows_by_how_much_they_tell()
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(TwoSizes(folder), new() { Resamples = 100 });
        var figure = BiasPlots.Shortcuts(audit);
        var container = Shown.AsPlotly(figure).Trace("container");
        Assert.Equal((1, 0), (container.Numbers("x")[0], container.Numbers("y")[0]));
        Assert.Equal(audit.Features.Count(feature => feature.Feature.Kind == FeatureKind.SignalOrShortcut && double.IsFinite(feature.Area)), Shown.AsPlotly(figure).Trace("pixels").Numbers("x").Length);
        Assert.Equal([audit.Container.Area, audit.Together.Area], Shown.AsPlotly(figure).Trace("together").Numbers("x"));
        Assert.Contains("the container gives the class away by ", figure.Title, StringComparison.Ordinal);
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
        var diagnosis = CollapseDiagnosis.Of(PublishedFigures.Of(Paper.Detection), 10_000);
        Assert.Contains("TP 167, FP 162, FN 4833, TN 4838", Shown.AsHtml(diagnosis), StringComparison.Ordinal);
        Assert.Equal(diagnosis.ToString(), Shown.AsText(diagnosis));
    }

    private static ImageCollection TwoSizes(TemporaryFolder folder) => new("two sizes", Enumerable.Range(0, 40).Select(index =>
    {
        var image = new RgbImage(index % 2 == 1 ? 24 : 20, 16);
        SeededRandom.For(index).NextBytes(image.Pixels);
        File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(image));
        return new ImageRecord(folder.File($"{index}.png"), index % 2 == 1 ? ImageLabel.Synthetic : ImageLabel.Real, "noise");
    }));
}
