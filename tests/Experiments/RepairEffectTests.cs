using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class RepairEffectTests
{
    [Theory]
    [InlineData(true, "+0.250 ± 0.050", 0.2, 0.3, 0.25)]
    [InlineData(true, "-0.250 ± 0.050", -0.2, -0.3, -0.25)]
    [InlineData(false, "+0.200 ± 0.100 (unresolved)", 0.1, 0.2, 0.3)]
    [InlineData(false, "+0.200 (one run)", 0.2)]
    [InlineData(false, "no effect", 0.0, 0.0, 0.0)]
    public void An_effect_is_resolved_where_Students_interval_over_the_seeds_leaves_out_zero(
        bool resolved, string text, params double[] differences)
    {
        var effect = new RepairEffect(
            new Ablation(AblationKind.AddOne, DetectorRepair.Cropping, DetectorRepair.AsPublished, DetectorRepair.Cropping),
            "test", Metric.F1, Spread.Of([0.5]), Spread.Of([0.5]), Spread.Of(differences));
        Assert.Equal(resolved, effect.IsResolved);
        Assert.Equal(text, effect.ToString());
    }
}
