using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Experiments;
using Telltale.Plots;
using Telltale.Tests.Bias;
using Telltale.Tests.Plots;

namespace Telltale.Tests.Experiments;

public sealed class RobustnessCurvesTests : IDisposable
{
    private static readonly Intervention[] Blurs = [new(InterventionKind.Blur, 0.5), new(InterventionKind.Blur, 2)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_trace_that_is_blurred_away_gives_a_curve_that_falls_to_chance()
    {
        var curves = RobustnessCurves.Of([PlantedTraces.Checkerboard()], PlantedTraces.Images(folder), Blurs);
        Assert.Equal(1, curves.Points[0].RocAuc.Mean);
        Assert.InRange(curves.Points[^1].RocAuc.Mean, 0.2, 0.8); // 40 images: three standard errors of chance
        Assert.Equal(0.5, curves.Points[^1].BalancedAccuracy.Mean, 0.2);
        Assert.Contains("checkerboard, from 1.000 to", curves.Verdict, StringComparison.Ordinal);
        Assert.Contains("at blur 2", curves.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_of_one_detector_give_one_curve_with_a_band()
    {
        var weak = LogitScorer.Of("checkerboard", image => image.Pixels[0], seed: 2);
        LogitScorer[] detectors = [PlantedTraces.Checkerboard(1), weak, PlantedTraces.Brightness];
        var curves = RobustnessCurves.Of(detectors, PlantedTraces.Images(folder), Blurs);
        Assert.Equal(["checkerboard", "brightness"], curves.Detectors);
        Assert.Equal((2, 1.0), (curves.Points[0].RocAuc.Runs, curves.Points[0].RocAuc.Highest));
        Assert.True(curves.Points[0].RocAuc.Lowest < 1);
        var chart = Shown.AsPlotly(ProtocolPlots.Robustness(curves, InterventionKind.Blur));
        var band = Assert.Single(chart.GetProperty("data").EnumerateArray(), trace =>
            trace.GetProperty("name").GetString() == "checkerboard, lowest to highest seed");
        Assert.Equal([0, 0.5, 2, 2, 0.5, 0], band.Numbers("x"));
        Assert.Equal(curves.Points[0].RocAuc.Highest, band.Numbers("y")[0]);
        Assert.Equal(curves.Points[0].RocAuc.Lowest, band.Numbers("y")[^1]);
        Assert.Contains(">blur 2</td>", Shown.AsHtml(curves), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ProtocolPlots.Robustness(curves, InterventionKind.Jpeg));
    }

    [Fact]
    public void Detectors_that_cannot_be_told_apart_and_images_of_one_class_are_refused()
    {
        var images = PlantedTraces.Images(folder, 2);
        LogitScorer[] same = [PlantedTraces.Checkerboard(1), PlantedTraces.Checkerboard(1)];
        Assert.Contains(
            "'checkerboard' with seed 1", Assert.Throws<ArgumentException>(() => RobustnessCurves.Of(same, images)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RobustnessCurves.Of([], images));
        Assert.Throws<ArgumentException>(() => RobustnessCurves.Of([same[0]], images.Where(record => record.IsPositive)));
    }

    [Fact]
    public void The_levels_of_curves_and_probes_are_all_possible() =>
        Assert.All(Intervention.Curves.Concat(Intervention.Probes), intervention => Assert.NotNull(intervention.Step));
}
