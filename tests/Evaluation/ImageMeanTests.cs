using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class ImageMeanTests
{
    [Fact]
    public void Its_interval_is_that_of_the_mask_metrics_on_the_same_resamples()
    {
        var masks = MaskHistograms.Of(SimulatedMasks.Of("test", 60, 1, 5).Where(mask => mask.Record.IsPositive), "edited");
        var averaging = Averaging.PerImage with { EditedOnly = true };
        double[] values = [.. masks.Select(mask => mask.At(0.5).F1)];
        var expected = Bootstrap.Percentile(masks, [metrics => metrics.F1], Threshold.Fixed(0.5), averaging)[0];
        var mean = ImageMean.Of([.. masks.Select(mask => mask.Record)], values);
        Assert.Equal(masks.Measure(Threshold.Fixed(0.5), averaging).F1, mean.Mean, 1e-12);
        Assert.Equal((expected.Lower, expected.Upper), (mean.Interval.Lower, mean.Interval.Upper), new Close());
    }

    [Fact]
    public void Fewer_than_five_originals_have_no_interval()
    {
        var masks = SimulatedMasks.Of("test", 12, 1, 5); // four originals
        var mean = ImageMean.Of([.. masks.Select(mask => mask.Record)], new double[12]);
        Assert.Equal("0.000 -", mean.ToString());
    }

    private sealed class Close : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-9;

        public int GetHashCode((double, double) obj) => 0;
    }
}
