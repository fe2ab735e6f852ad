using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class ReplayConclusionsTests
{
    [Fact]
    public void A_change_that_helps_alone_is_named_and_one_that_does_not_is_not()
    {
        var sentence = ReplayConclusions.Alone([
            Effect(DetectorChange.Cropping, 0.2, 0.21, 0.22), Effect(DetectorChange.Residuals, 0.1, -0.1, 0.05)]);
        Assert.StartsWith(
            "Which single change helps alone? crops instead of resizing. Change in balanced accuracy on the unseen generator, 3 seeds: ",
            sentence, StringComparison.Ordinal);
        Assert.Contains("residuals (not in the paper) +0.017", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_change_helps_alone_it_says_so() => Assert.StartsWith(
        "Which single change helps alone? None measurably.",
        ReplayConclusions.Alone([Effect(DetectorChange.Residuals, -0.2, -0.21, -0.22)]), StringComparison.Ordinal);

    private static ChangeEffect Effect(DetectorChange change, params double[] differences) => new(
        new(DetectorChange.AsPublished, change), "unseen generator", Metric.BalancedAccuracy, Spread.Of([0.5]), Spread.Of([0.5]),
        Spread.Of(differences), ChangeEffect.PValue(Spread.Of(differences)));
}
