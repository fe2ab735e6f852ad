using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class ChangeEffectTests
{
    [Theory]
    [InlineData(true, "+0.250 [+0.126, +0.374]", 0.2, 0.3, 0.25)]
    [InlineData(true, "-0.250 [-0.374, -0.126]", -0.2, -0.3, -0.25)]
    [InlineData(false, "+0.200 [-0.048, +0.448] (unresolved)", 0.1, 0.2, 0.3)]
    [InlineData(false, "+0.200 (one run)", 0.2)]
    [InlineData(false, "no effect", 0.0, 0.0, 0.0)]
    public void An_effect_is_resolved_where_the_paired_t_test_over_the_seeds_says_so(
        bool resolved, string text, params double[] differences)
    {
        var effect = Effect(Spread.Of(differences));
        Assert.Equal(resolved, effect.IsResolved);
        Assert.Equal(text, effect.ToString());
    }

    // scipy.stats.ttest_1samp([0.2, 0.3, 0.25, 0.1], 0).pvalue
    [Fact]
    public void The_p_value_is_SciPys() => Assert.Equal(0.0156, ChangeEffect.PValue(Spread.Of([0.2, 0.3, 0.25, 0.1])), 4);

    private static ChangeEffect Effect(Spread difference) => new(
        new(DetectorChange.AsPublished, DetectorChange.Cropping), "test", Metric.F1, Spread.Of([0.5]), Spread.Of([0.5]), difference,
        ChangeEffect.PValue(difference));
}
