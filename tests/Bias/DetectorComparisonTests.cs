using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

public class DetectorComparisonTests
{
    private static readonly Threshold Half = Threshold.Fixed(0.5);

    /// <summary>Two detectors that see the same difficulty of each image; the second has a little more of what matters.</summary>
    private static (Predictions First, Predictions Second) Pair(double better, int count = 300, long seed = 3)
    {
        var random = SeededRandom.For(seed);
        var items = Enumerable.Range(0, count).Select(index =>
        {
            var record = new ImageRecord($"/{index}.png", index % 2 == 1 ? ImageLabel.Synthetic : ImageLabel.Real, "simulated");
            var (sign, difficulty) = (record.IsPositive ? 1 : -1, random.NextGaussian());
            return (record, First: LogisticRegression.Sigmoid(sign + difficulty + 0.2 * random.NextGaussian()),
                Second: LogisticRegression.Sigmoid((1 + better) * sign + difficulty + 0.2 * random.NextGaussian()));
        }).ToArray();
        return (new("first", items.Select(item => new Prediction(item.record, item.First))),
            new("second", items.Reverse().Select(item => new Prediction(item.record, item.Second))));
    }

    [Fact]
    public void A_small_gain_on_the_same_images_is_seen_although_each_interval_is_wide()
    {
        var (first, second) = Pair(better: 0.25);
        var auc = DetectorComparison.Of(first, second, Half)[Metric.RocAuc];
        Assert.True(auc.Interval.Lower > 0 && auc.PValue < 0.05);
        Assert.Equal(RocCurve.Of(second).AreaUnderCurve - RocCurve.Of(first).AreaUnderCurve, auc.Difference, 12);
        var (alone, other) = (DetectionReport.Of(first, Half)[Metric.RocAuc], DetectionReport.Of(second, Half)[Metric.RocAuc]);
        Assert.True(alone.Upper > other.Lower); // apart, the intervals overlap
    }

    [Fact]
    public void A_detector_does_not_differ_from_itself()
    {
        var (first, _) = Pair(better: 0);
        var comparison = DetectorComparison.Of(first, first, Half, resamples: 100);
        Assert.All(comparison.Metrics,
            metric => Assert.Equal((0, 0, 0, 1), (metric.Difference, metric.Interval.Lower, metric.Interval.Upper, metric.PValue)));
    }

    [Fact]
    public void Detectors_that_are_alike_differ_as_seldom_as_the_interval_says()
    {
        var missed = Enumerable.Range(0, 200).Count(trial =>
        {
            var (first, second) = Pair(better: 0, count: 100, seed: 500 + trial);
            var interval = DetectorComparison.Of(first, second, Half, resamples: 200)[Metric.RocAuc].Interval;
            return interval.Lower > 0 || interval.Upper < 0;
        });
        Assert.InRange(missed / 200.0, 0.01, 0.11);
    }

    [Fact]
    public void Other_images_or_other_labels_are_refused_by_name()
    {
        var (first, second) = Pair(better: 0, count: 10);
        Assert.Contains("'second' 9", Assert.Throws<ArgumentException>(() =>
            DetectorComparison.Of(first, second.Where(r => r.Path != "/4.png"), Half)).Message, StringComparison.Ordinal);
        var moved = new Predictions("moved",
            second.Items.Select(item => item.Record.Path == "/4.png" ? item with { Record = item.Record with { Path = "/x.png" } } : item));
        Assert.Contains("/4.png", Assert.Throws<ArgumentException>(() => DetectorComparison.Of(first, moved, Half)).Message,
            StringComparison.Ordinal);
        var relabelled = new Predictions("relabelled",
            second.Items.Select(item => item with { Record = item.Record with { Label = ImageLabel.Real } }));
        Assert.Contains("calls it Real", Assert.Throws<ArgumentException>(() => DetectorComparison.Of(first, relabelled, Half)).Message,
            StringComparison.Ordinal);
    }
}
