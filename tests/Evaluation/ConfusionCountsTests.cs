using CsCheck;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class ConfusionCountsTests
{
    [Fact]
    public void The_papers_table_1_on_a_balanced_test_set()
    {
        var counts = new ConfusionCounts(TruePositives: 167, FalsePositives: 162, TrueNegatives: 4838, FalseNegatives: 4833);
        Assert.Equal(0.5005, counts.Accuracy, 1e-12);
        Assert.Equal(0.0334, counts.Recall, 1e-12);
        Assert.Equal(0.5076, counts.Precision, 1e-4);
        Assert.Equal(0.0627, counts.F1, 1e-4);
        Assert.Equal(0.0329, counts.PredictedPositiveRate, 1e-12);
    }

    [Fact]
    public void All_synthetic_on_a_balanced_set_has_F1_of_two_thirds() =>
        Assert.Equal(2 / 3.0, new ConfusionCounts(50, 50, 0, 0).F1, 1e-12);

    [Fact]
    public void Nothing_over_nothing_is_as_documented()
    {
        var onlyNegatives = new ConfusionCounts(0, 0, 7, 0);
        Assert.Equal((0, 0, 0, 0), (onlyNegatives.Precision, onlyNegatives.Recall, onlyNegatives.F1, onlyNegatives.Mcc));
        Assert.Equal((double.NaN, 1), (onlyNegatives.BalancedAccuracy, onlyNegatives.Specificity));
        Assert.Equal(0, new ConfusionCounts(3, 0, 0, 0).FalsePositiveRate);
        Assert.All(new[] { default(ConfusionCounts).Accuracy, default(ConfusionCounts).BalancedAccuracy,
            default(ConfusionCounts).Prevalence }, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Counts_of_billions_of_pixels_do_not_overflow()
    {
        var counts = new ConfusionCounts(4_000_000_000, 1_000_000_000, 4_000_000_000, 1_000_000_000);
        Assert.Equal(0.6, counts.Mcc, 1e-12);
        Assert.Equal(0.8, counts.F1, 1e-12);
    }

    [Fact]
    public void Counts_of_two_sets_add_up() => Simulated.Ties.Sample(set =>
    {
        var half = set.Scores.Length / 2;
        var whole = ConfusionCounts.Of(set.Scores, set.Targets, 0.5);
        var parts = ConfusionCounts.Of(set.Scores.AsSpan(0, half), set.Targets.AsSpan(0, half),
            0.5) + ConfusionCounts.Of(set.Scores.AsSpan(half), set.Targets.AsSpan(half), 0.5);
        Assert.Equal(whole, parts);
        Assert.Equal(set.Scores.Length, whole.Total);
    });

    [Fact]
    public void Swapping_the_classes_swaps_the_metrics() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 50]).Sample((tp, fp, tn, fn) =>
    {
        var counts = new ConfusionCounts(tp, fp, tn, fn);
        var swapped = new ConfusionCounts(tn, fn, tp, fp);
        Assert.Equal(counts.Mcc, swapped.Mcc, 1e-12);
        Assert.Equal(counts.Recall, swapped.Specificity);
        Assert.Equal(counts.BalancedAccuracy, swapped.BalancedAccuracy);
    });

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ConfusionCounts.Of([0.5], [], 0.5));
        Assert.Throws<ArgumentException>(() => ConfusionCounts.Of([0.5], [true], double.NaN));
    }
}
