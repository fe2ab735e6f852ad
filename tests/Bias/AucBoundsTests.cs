using CsCheck;
using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Tests.Evaluation;

namespace Telltale.Tests.Bias;

public class AucBoundsTests
{
    [Fact]
    public void No_ranking_whatever_beats_the_bounds_of_its_area() => Simulated.TiesOfBothClasses.Sample(set =>
    {
        var sweep = ThresholdSweep.Of(set.Scores, set.Targets);
        var bounds = new AucBounds(RocCurve.Of(sweep).AreaUnderCurve, sweep[0].Counts.Prevalence);
        return sweep.All(point => point.Counts.F1 <= bounds.AnyF1 + 1e-12
            && point.Counts.BalancedAccuracy <= bounds.AnyBalancedAccuracy + 1e-12
            && point.Counts.Recall * point.Counts.Specificity <= bounds.Auc + 1e-12);
    });

    [Fact]
    public void No_concave_curve_beats_the_bounds_of_its_area() => Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20]).Array[1, 8].Sample(steps =>
    {
        // Scores in the order of the share of positives among the images that have them: the curve is concave.
        var levels = steps.Where(step => step.Item1 + step.Item2 > 0).OrderBy(step => step.Item1 / (double)(step.Item1 + step.Item2))
            .ToArray();
        var items = levels.SelectMany((step, level) =>
            Enumerable.Repeat((level, true), step.Item1).Concat(Enumerable.Repeat((level, false), step.Item2))).ToArray();
        if (items.All(item => item.Item2) || !items.Any(item => item.Item2))
        {
            return true;
        }
        var sweep = ThresholdSweep.Of([.. items.Select(item => (double)item.level)], [.. items.Select(item => item.Item2)]);
        var bounds = new AucBounds(RocCurve.Of(sweep).AreaUnderCurve, sweep[0].Counts.Prevalence);
        return sweep.All(point => point.Counts.F1 <= bounds.ConcaveF1 + 1e-12
            && point.Counts.BalancedAccuracy <= bounds.ConcaveBalancedAccuracy + 1e-12);
    });

    [Fact]
    public void The_bounds_are_reached()
    {
        // 40 % of the real images above every synthetic one, the others below: an area of 0.6.
        var odd = ThresholdSweep.Of([3, 3, 2, 2, 2, 2, 2, 1, 1, 1], [false, false, true, true, true, true, true, false, false, false]);
        var any = new AucBounds(RocCurve.Of(odd).AreaUnderCurve, 0.5);
        Assert.Equal(0.6, any.Auc, 12);
        Assert.Equal(odd.Max(point => point.Counts.F1), any.AnyF1, 12);
        // Two levels only: the curve is the triangle itself.
        var triangle = ThresholdSweep.Of([1, 1, 1, 1, 1, 1, 0, 0], [true, true, true, true, false, false, false, false]);
        var concave = new AucBounds(RocCurve.Of(triangle).AreaUnderCurve, 0.5);
        Assert.Equal(triangle.Max(point => point.Counts.F1), concave.ConcaveF1, 12);
        Assert.Equal(triangle.Max(point => point.Counts.BalancedAccuracy), concave.ConcaveBalancedAccuracy, 12);
    }

    [Fact]
    public void What_is_no_area_or_has_one_class_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AucBounds(1.1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AucBounds(0.5, 1));
    }
}
