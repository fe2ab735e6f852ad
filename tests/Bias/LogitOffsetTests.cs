using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

public class LogitOffsetTests
{
    [Fact]
    public void The_offset_from_labels_is_that_of_a_plain_search()
    {
        var predictions = Simulated(60, share: 0.3, shift: -3);
        double Loss(double offset) => predictions.Scores.Zip(predictions.Targets, (score, target) =>
            -Math.Log(Sigmoid((target ? 1 : -1) * (Math.Log(score / (1 - score)) + offset)))).Sum();
        var (best, width) = (0.0, 16.0);
        for (var round = 0; round < 60; round++, width *= 0.7)
        {
            best = Enumerable.Range(-10, 21).Select(step => best + step * width / 10).MinBy(Loss);
        }
        Assert.Equal(best, LogitOffset.Fit(predictions).Offset, 1e-5);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(0.01)]
    [InlineData(0.99)]
    public void The_assumed_share_is_predicted_synthetic(double share)
    {
        var predictions = Simulated(200, share: 0.5, shift: -4);
        var scaled = LogitOffset.FitShare(predictions, share).Apply(predictions);
        Assert.Equal(share, scaled.Scores.Count(score => score >= 0.5) / 200.0, 1e-9);
        Assert.Equal(RocCurve.Of(predictions).AreaUnderCurve, RocCurve.Of(scaled).AreaUnderCurve, 1e-9);
    }

    [Fact]
    public void The_offset_from_a_share_is_the_plain_quantile_and_reads_no_label()
    {
        var predictions = Simulated(100, share: 0.4, shift: 2);
        var logits = predictions.Scores.Select(score => Math.Log(score / (1 - score))).Order().ToArray();
        var offset = LogitOffset.FitShare(predictions, 0.4).Offset;
        Assert.Equal(-(logits[59] + logits[60]) / 2, offset, 1e-12);
        var relabelled = new Predictions("other", predictions.Scores, Array.ConvertAll(predictions.Targets, target => !target));
        Assert.Equal(offset, LogitOffset.FitShare(relabelled, 0.4).Offset);
    }

    [Fact]
    public void Equal_scores_are_not_separated_and_the_nearest_share_is_met()
    {
        var predictions = new Predictions("ties", [0.1, 0.2, 0.2, 0.2, 0.2, 0.9], [false, false, false, true, true, true]);
        Assert.Equal(1, Positives(predictions, 0.4));  // 2.4 of 6 are nearer to 1 than to 5
        Assert.Equal(5, Positives(predictions, 0.55)); // 3.3 of 6 are nearer to 5
        var constant = new Predictions("constant", [0.2, 0.2], [false, true]);
        Assert.Contains("All 2 scores of 'constant' are equal",
            Assert.Throws<ArgumentException>(() => LogitOffset.FitShare(constant, 0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shifted_detector_recovers_at_the_threshold_of_half()
    {
        var predictions = Simulated(400, share: 0.5, shift: -4);
        double Accuracy(Predictions some) => ConfusionCounts.Of(some, Threshold.Fixed(0.5)).BalancedAccuracy;
        Assert.InRange(Accuracy(predictions), 0.5, 0.7);
        Assert.True(Accuracy(LogitOffset.FitShare(predictions, 0.5).Apply(predictions)) > 0.8);
        Assert.True(Accuracy(LogitOffset.Fit(predictions).Apply(predictions)) > 0.8);
    }

    [Fact]
    public void Scores_of_0_and_1_have_finite_offsets()
    {
        var certain = new Predictions("certain", [0, 0, 1, 1, 1], [false, true, true, true, false]);
        Assert.True(double.IsFinite(LogitOffset.Fit(certain).Offset));
        Assert.True(double.IsFinite(LogitOffset.FitShare(certain, 0.6).Offset));
    }

    [Fact]
    public void One_class_and_shares_outside_0_and_1_are_refused()
    {
        var predictions = new Predictions("one class", [0.2, 0.3], [true, true]);
        Assert.Throws<ArgumentException>(() => LogitOffset.Fit(predictions));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogitOffset.FitShare(predictions, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogitOffset.FitShare(predictions, double.NaN));
    }

    private static int Positives(Predictions predictions, double share) =>
        LogitOffset.FitShare(predictions, share).Apply(predictions).Scores.Count(score => score >= 0.5);

    private static Predictions Simulated(int count, double share, double shift)
    {
        var random = SeededRandom.For(17, count);
        var targets = Enumerable.Range(0, count).Select(index => index < share * count).ToArray();
        var scores = Array.ConvertAll(targets, target => Sigmoid(2 * random.NextGaussian() + (target ? 3 : -3) + shift));
        return new("simulated", scores, targets);
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}
