using CsCheck;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class ThresholdSweepTests
{
    [Fact]
    public void Every_point_equals_a_loop_over_the_items() => Simulated.Ties.Sample(set =>
    {
        var sweep = ThresholdSweep.Of(set.Scores, set.Targets);
        Assert.Equal([double.PositiveInfinity, .. set.Scores.Distinct().OrderDescending()], sweep.Select(point => point.Threshold));
        Assert.All(sweep, point => Assert.Equal(ConfusionCounts.Of(set.Scores, set.Targets, point.Threshold), point.Counts));
    });

    [Fact]
    public void Counts_between_and_beyond_the_scores_equal_a_loop_too() =>
        Gen.Select(Simulated.Ties, Gen.Double[-0.5, 1.5]).Sample((set, threshold) =>
        Assert.Equal(ConfusionCounts.Of(set.Scores, set.Targets, threshold), ThresholdSweep.Of(set.Scores, set.Targets).At(threshold)));

    [Fact]
    public void A_set_large_enough_for_two_threads_equals_a_loop()
    {
        var predictions = Simulated.Separated("large", 60_000, gap: 1, seed: 5);
        Assert.Equal(ConfusionCounts.Of(predictions, Threshold.Fixed(0.61)), ThresholdSweep.Of(predictions).At(0.61));
    }

    [Fact]
    public void No_threshold_beats_the_best_and_its_value_reaches_it() =>
        Gen.Select(Simulated.TiesOfBothClasses, Gen.Double[-0.5, 1.5]).Sample((set, other) =>
    {
        var best = ThresholdSweep.Of(set.Scores, set.Targets).Best(counts => counts.F1);
        var reached = ConfusionCounts.Of(set.Scores, set.Targets, best.Value).F1;
        Assert.True(reached >= ConfusionCounts.Of(set.Scores, set.Targets, other).F1);
    });

    [Fact]
    public void The_best_threshold_lies_midway_between_neighbouring_scores() =>
        Assert.Equal(0.5, ThresholdSweep.Of([0.1, 0.4, 0.6, 0.9], [false, false, true, true]).Best(counts => counts.F1).Value, 1e-12);

    [Fact]
    public void Among_equals_the_widest_gap_wins_then_the_higher_threshold()
    {
        // Where the targets alternate, predicting one or three of the four positive gives the same balanced accuracy.
        Assert.Equal(0.35,
            ThresholdSweep.Of([0.9, 0.8, 0.6, 0.1], [true, false, true, false]).Best(counts => counts.BalancedAccuracy).Value, 1e-12);
        Assert.Equal(0.875,
            ThresholdSweep.Of([1, 0.75, 0.5, 0.25], [true, false, true, false]).Best(counts => counts.BalancedAccuracy).Value);
    }

    [Fact]
    public void At_the_ends_nothing_or_everything_is_predicted_positive()
    {
        var inverted = ThresholdSweep.Of([0.2, 0.9], [true, false]);
        Assert.Equal(double.PositiveInfinity, inverted.Best(counts => counts.Specificity).Value);
        Assert.Equal(0.2, inverted.Best(counts => counts.Recall).Value);
    }

    [Fact]
    public void Between_neighbouring_doubles_the_threshold_is_the_upper_one()
    {
        var above = Math.BitIncrement(0.5);
        Assert.Equal(above, ThresholdSweep.Of([0.5, above, 0.1], [false, true, false]).Best(counts => counts.F1).Value);
    }

    [Fact]
    public void A_criterion_can_exclude_points_but_not_all()
    {
        var sweep = ThresholdSweep.Of([0.1, 0.4, 0.6, 0.9], [true, false, true, true]);
        Assert.Equal(0.5, sweep.Best(counts => counts.FalsePositiveRate > 0 ? double.NaN : counts.Recall).Value, 1e-12);
        Assert.Throws<InvalidOperationException>(() => sweep.Best(_ => double.NaN));
    }

    [Fact]
    public void One_class_has_no_best_threshold()
    {
        Assert.Contains("'faces' has no negative (real) item", Assert.Throws<InvalidOperationException>(() =>
            ThresholdSweep.Of([0.2, 0.9], [true, true], "faces").Best(counts => counts.F1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ThresholdSweep.Of([0.2, 0.9], [false, false]).Best(counts => counts.Accuracy));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => ThresholdSweep.Of([], [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ThresholdSweep.Of([0.5], [true]).At(double.NaN));
        Assert.Throws<ArgumentException>(() => Threshold.Fixed(double.NaN));
    }
}
