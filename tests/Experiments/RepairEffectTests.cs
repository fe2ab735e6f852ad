using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class RepairEffectTests
{
    [Theory]
    [InlineData(true, 0.2, 0.3, 0.25)]
    [InlineData(true, -0.2, -0.3, -0.25)]
    [InlineData(false, 0.2, -0.1, 0.05)]
    [InlineData(false, 0.2)]
    [InlineData(false, 0.0, 0.0, 0.0)]
    public void An_effect_within_the_spread_of_the_seeds_or_of_one_seed_is_unresolved(bool resolved, params double[] differences)
    {
        var effect = new RepairEffect(
            new OneChange(Arrangement.RepairAlone, DetectorRepair.Cropping, DetectorRepair.AsPublished, DetectorRepair.Cropping),
            "test", "F1_th", Spread.Of([0.5]), Spread.Of([0.5]), Spread.Of(differences));
        Assert.Equal(resolved, effect.IsResolved);
        Assert.Equal(!resolved, effect.ToString().Contains("unresolved", StringComparison.Ordinal));
    }
}
