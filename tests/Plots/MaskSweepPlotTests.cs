using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class MaskSweepPlotTests
{
    [Fact]
    public void The_title_says_the_best_threshold_and_what_never_looking_reaches()
    {
        var record = new Telltale.Data.ImageRecord("a.png", Telltale.Data.ImageLabel.Edited, "a");
        PredictedMask mask = new(record, new float[] { 0.9f, 0.8f, 0.3f, 0.1f }, new(4, 1, [1, 1, 0, 0]));
        var sweep = ThresholdSweep.Of(new PredictedMasks("two pixels", [mask]), Averaging.PerImage);
        var chart = CurvePlots.Sweep(sweep, Threshold.Fixed(0.5));
        Assert.StartsWith("Masks of two pixels: the highest F1 is 1.000", chart.Title, StringComparison.Ordinal);
        Assert.Contains("'everything edited' has 0.667", chart.Title, StringComparison.Ordinal);
        var json = Shown.AsPlotly(chart);
        Assert.Equal([0.5, 0.5], json.Trace("0.5 (fixed").Numbers("x"));
        Assert.Equal([1, 1], json.Trace("0.5 (fixed").Numbers("y"));
    }

    [Fact]
    public void Edits_are_drawn_by_their_size()
    {
        PredictedMask Mask(string name, params byte[] truth) =>
            new(new Telltale.Data.ImageRecord(name, Telltale.Data.ImageLabel.Edited, name),
                new float[] { 0.9f, 0.1f, 0.1f, 0.1f }, new(4, 1, truth));
        var chart = MaskPlots.BySize(
            [Mask("small", 1, 0, 0, 0), Mask("large", 1, 1, 1, 0), Mask("none", 0, 0, 0, 0)], Threshold.Fixed(0.5));
        Assert.Equal([0.25, 0.75], Shown.AsPlotly(chart).Trace("edited").Numbers("x"));
        Assert.Equal([1, 0.5], Shown.AsPlotly(chart).Trace("edited").Numbers("y"));
        Assert.Throws<ArgumentException>(() => MaskPlots.BySize([Mask("none", 0, 0, 0, 0)], Threshold.Fixed(0.5)));
    }
}
