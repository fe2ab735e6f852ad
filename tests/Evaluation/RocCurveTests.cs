using CsCheck;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class RocCurveTests
{
    [Fact]
    public void The_area_is_the_share_of_pairs_in_order_with_ties_counted_half() => Simulated.TiesOfBothClasses.Sample(set =>
    {
        var items = set.Scores.Zip(set.Targets).ToArray();
        var pairs = from positive in items where positive.Second from negative in items where !negative.Second
                    select Math.Sign(positive.First - negative.First);
        Assert.Equal(pairs.Average(sign => (sign + 1) / 2.0), RocCurve.Of(set.Scores, set.Targets).AreaUnderCurve, 1e-12);
    });

    [Fact]
    public void Reversing_the_scores_reverses_the_area() => Simulated.TiesOfBothClasses.Sample(set =>
        Assert.Equal(1 - RocCurve.Of(set.Scores, set.Targets).AreaUnderCurve,
            RocCurve.Of([.. set.Scores.Select(score => 1 - score)], set.Targets).AreaUnderCurve, 1e-12));

    [Fact]
    public void Only_the_order_of_scores_matters() => Simulated.TiesOfBothClasses.Sample(set =>
    {
        var (plain, stretched) = (RocCurve.Of(set.Scores, set.Targets),
            RocCurve.Of([.. set.Scores.Select(score => Math.Exp(20 * score) - 7)], set.Targets));
        Assert.Equal((plain.AreaUnderCurve, plain.EqualErrorRate, plain.TruePositiveRateAt(0.1)),
            (stretched.AreaUnderCurve, stretched.EqualErrorRate, stretched.TruePositiveRateAt(0.1)));
    });

    [Fact]
    public void At_the_equal_error_rate_misses_equal_false_alarms() => Simulated.TiesOfBothClasses.Sample(set =>
    {
        var curve = RocCurve.Of(set.Scores, set.Targets);
        var (rate, points) = (curve.EqualErrorRate, curve.Points);
        // The point (rate, 1 - rate) lies on one of the curve's straight pieces.
        Assert.Contains(points.Zip(points.Skip(1)), piece =>
            Math.Abs((piece.Second.FalsePositiveRate - piece.First.FalsePositiveRate) * (1 - rate - piece.First.TruePositiveRate)
                - (piece.Second.TruePositiveRate - piece.First.TruePositiveRate) * (rate - piece.First.FalsePositiveRate)) < 1e-12
            && rate >= piece.First.FalsePositiveRate - 1e-12 && rate <= piece.Second.FalsePositiveRate + 1e-12);
    });

    [Fact]
    public void The_true_positive_rate_at_a_limit_is_the_highest_within_that_limit() =>
        Gen.Select(Simulated.TiesOfBothClasses, Gen.Double[0, 1]).Sample((set, allowed) =>
    {
        var curve = RocCurve.Of(set.Scores, set.Targets);
        Assert.Equal(curve.Points.Where(point => point.FalsePositiveRate <= allowed).Max(point => point.TruePositiveRate),
            curve.TruePositiveRateAt(allowed));
    });

    [Fact]
    public void One_false_alarm_in_a_hundred_is_within_a_limit_of_one_percent()
    {
        double[] scores = [.. Enumerable.Range(0, 100).Select(index => index / 100.0), 0.985];
        bool[] targets = [.. Enumerable.Repeat(false, 100), true];
        Assert.Equal(1, RocCurve.Of(scores, targets).TruePositiveRateAt(0.01));
        Assert.Equal(0, RocCurve.Of(scores, targets).TruePositiveRateAt(0.0099));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_one_class_absent_every_metric_is_NaN(bool target)
    {
        var curve = RocCurve.Of([0.2, 0.7], [target, target]);
        Assert.All(new[] { curve.AreaUnderCurve, curve.EqualErrorRate, curve.TruePositiveRateAt(0.05) },
            value => Assert.True(double.IsNaN(value)));
        Assert.All(curve.Points, point => Assert.True(double.IsNaN(target ? point.FalsePositiveRate : point.TruePositiveRate)));
    }

    [Fact]
    public void A_rate_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RocCurve.Of([0.2, 0.7], [false, true]).TruePositiveRateAt(5));
}
