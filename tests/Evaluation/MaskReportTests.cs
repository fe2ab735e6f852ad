using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation;

public class MaskReportTests
{
    private readonly MaskHistograms validation = MaskHistograms.Of(SimulatedMasks.Of("validation", 30, gap: 1, seed: 1));
    private readonly MaskHistograms test = MaskHistograms.Of(SimulatedMasks.Of("test", 60, gap: 1, seed: 2));

    [Fact]
    public void It_has_every_metric_inside_its_interval_and_both_constant_predictions()
    {
        var report = MaskReport.Of(test, ThresholdSweep.Of(validation, Averaging.PerImage).Best(c => c.F1), Averaging.PerImage);
        Assert.Equal(["F1", "IoU", "mIoU", "pixel accuracy"], report.Metrics.Select(metric => metric.Name));
        Assert.All(report.Metrics, metric => Assert.InRange(metric.Value, metric.Lower, metric.Upper));
        Assert.Equal(1 / 3.0, report[Metric.MaskF1].AllNegative, 1e-12); // every third image is authentic, where nothing is right
        Assert.Equal(test.Average(image => MaskMetrics.Of(image.At(0)).F1), report[Metric.MaskF1].AllPositive, 1e-12);
        Assert.Equal(ThresholdProvenance.Validation, report.Provenance);
        Assert.True(report.BestPossible.Metrics.F1 >= report[Metric.MaskF1].Value);
    }

    [Fact]
    public void The_text_names_averaging_provenance_and_the_oracle()
    {
        var honest = MaskReport.Of(test, Threshold.Fixed(0.5), Averaging.Pooled with { EditedOnly = true }, resamples: 10).ToString();
        Assert.Contains("60 images, 40 of them with edited pixels", honest, StringComparison.Ordinal);
        Assert.Contains("pooled over all pixels of edited images, empty against empty = 1; ignored pixels are not counted", honest,
            StringComparison.Ordinal);
        Assert.Contains("fixed in advance", honest, StringComparison.Ordinal);
        Assert.Contains("ORACLE: no threshold reaches an F1 above", honest, StringComparison.Ordinal);
        var oracle = MaskReport.Of(test, ThresholdSweep.Of(test, Averaging.Pooled).Best(c => c.F1), Averaging.Pooled, resamples: 10);
        Assert.Contains("ORACLE: that set shares 60 of the 60 images", oracle.ToString(), StringComparison.Ordinal);
        Assert.Equal(oracle.BestPossible.Metrics.F1, oracle[Metric.MaskF1].Value);
        Assert.Contains("IoU", Assert.Throws<KeyNotFoundException>(() => oracle[Metric.RocAuc]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resample_is_the_masks_of_the_originals_drawn()
    {
        var options = new BootstrapOptions { Resamples = 1, Stratified = false };
        var interval = Bootstrap.Percentile(test, [measures => measures.F1], Threshold.Fixed(0.5), Averaging.Pooled, options)[0];
        var random = SeededRandom.For(options.Seed, 0);
        var drawn = Enumerable.Range(0, 20).SelectMany(_ => test.Skip(3 * random.Next(20)).Take(3)); // three images an original
        var naive = MaskMetrics.Of(drawn.Select(image => image.At(0.5)).Aggregate(ConfusionCounts.Add)).F1;
        Assert.Equal((naive, naive), (interval.Lower, interval.Upper));
        var perImage = Bootstrap.Percentile(test, [measures => measures.IoU], Threshold.Fixed(0.5), Averaging.PerImage, options)[0];
        random = SeededRandom.For(options.Seed, 0);
        var again = Enumerable.Range(0, 20).SelectMany(_ => test.Skip(3 * random.Next(20)).Take(3));
        Assert.Equal(again.Average(image => MaskMetrics.Of(image.At(0.5)).IoU), perImage.Lower, 1e-12);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        IReadOnlyList<Interval> With(int threads) => Bootstrap.Percentile(
            test, [measures => measures.F1, measures => measures.MeanIoU], Threshold.Fixed(0.5), Averaging.PerImage,
                new() { Threads = threads });
        Assert.Equal(With(1), With(7));
    }
}
