using CsCheck;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class PrecisionRecallCurveTests
{
    [Fact]
    public void Average_precision_sums_precision_over_the_steps_of_recall() => Simulated.TiesOfBothClasses.Sample(set =>
    {
        var curve = PrecisionRecallCurve.Of(set.Scores, set.Targets);
        var steps = curve.Points.Zip(curve.Points.Skip(1), (previous, point) => (point.Recall - previous.Recall) * point.Precision);
        Assert.Equal(steps.Sum(), curve.AveragePrecision, 1e-12);
    });

    [Fact]
    public void The_order_of_the_items_does_not_matter() => Simulated.TiesOfBothClasses.Sample(set =>
        Assert.Equal(
            PrecisionRecallCurve.Of(set.Scores, set.Targets).AveragePrecision,
            PrecisionRecallCurve.Of([.. set.Scores.Reverse()], [.. set.Targets.Reverse()]).AveragePrecision));

    [Fact]
    public void A_ranking_that_says_nothing_has_the_share_of_positives() =>
        Assert.Equal(0.3, PrecisionRecallCurve.Of([.. Enumerable.Repeat(0.5, 10)], [true, true, true, .. new bool[7]]).AveragePrecision,
            1e-12);

    [Fact]
    public void Without_positives_it_is_not_defined_and_without_negatives_it_is_1()
    {
        Assert.True(double.IsNaN(PrecisionRecallCurve.Of([0.2, 0.7], [false, false]).AveragePrecision));
        Assert.Equal(1, PrecisionRecallCurve.Of([0.2, 0.7], [true, true]).AveragePrecision);
    }
}
