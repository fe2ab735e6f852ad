using CsCheck;
using Telltale.Bias;

namespace Telltale.Tests.Bias;

public class HolmCorrectionTests
{
    [Fact]
    public void A_known_case_and_a_test_that_was_not_made() =>
        Assert.Equal([0.03, 0.06, double.NaN, 0.06, 0.02],
            HolmCorrection.Of([0.01, 0.04, double.NaN, 0.03, 0.005]).Select(value => Math.Round(value, 12)));

    [Fact]
    public void Corrected_values_keep_their_order_and_lie_between_the_value_and_Bonferronis() =>
        Gen.Double[0, 1].Array[1, 12].Sample(values =>
    {
        var corrected = HolmCorrection.Of(values);
        return values.Zip(corrected)
            .All(pair => pair.Second >= pair.First && pair.Second <= Math.Min(1, values.Length * pair.First) + 1e-12)
            && values.Zip(corrected).OrderBy(pair => pair.First).Select(pair => pair.Second).SequenceEqual(corrected.Order());
    });
}
