using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Tests.Plots;

namespace Telltale.Tests.Experiments;

/// <summary>Sentences about an ablation on four generators, from scores whose ROC AUC is known.</summary>
public class AblationConclusionsTests
{
    private static readonly LeaveOneGeneratorOut Rgb = Result("RGB", 0, 0.05, 0, 0.05);
    private static readonly LeaveOneGeneratorOut Residuals = Result("+ residuals", 1, 1.05, 1.05, 1);
    private static readonly LeaveOneGeneratorOut Balanced = Result("+ balanced sources", 1.05, 1, 1.1, 1.05);

    [Fact]
    public void The_best_recipe_is_named_whole_and_compared_with_the_first_and_with_the_next_best()
    {
        var sentence = AblationConclusions.Best([Rgb, Residuals, Balanced]);
        Assert.Matches(
            @"^Best recipe: RGB \+ residuals \+ balanced sources, with a mean ROC AUC of 0\.9\d\d \[0\.\d+, 0\.\d+\] on 4 generators left "
            + @"out, and 0\.9\d\d on the worst of them\. That is \+0\.\d+ \[\+0\.\d+, \+0\.\d+\] \(resolved\) against RGB and "
            + @"\+0\.\d+ \[-0\.\d+, \+0\.\d+\] \(unresolved\) against \+ residuals, the next best\.", sentence);
        Assert.EndsWith("with one seed each, another seed may change the order.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_change_helps_it_says_so()
    {
        var sentence = AblationConclusions.Best([Residuals, Rgb]);
        Assert.Contains("No change added to it has a higher mean.", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("That is", AblationConclusions.Best([Rgb]), StringComparison.Ordinal);
    }

    [Fact]
    public void Front_ends_are_compared_by_the_steps_that_change_nothing_else()
    {
        DetectorRecipe[] recipes = [Recipe("RGB"), Recipe("residuals"), Recipe("residuals")];
        Assert.Matches(
            @"^Best front end in the mean: residuals\. .*: residuals instead of RGB \+0\.\d+ \[\+0\.\d+, \+0\.\d+\] \(resolved\)\.$",
            AblationConclusions.FrontEnds(recipes, [Rgb, Residuals, Balanced]));
        Assert.StartsWith(
            "Best front end in the mean: residuals. ",
            AblationConclusions.FrontEnds([Recipe("residuals"), Recipe("RGB")], [Residuals, Rgb]), StringComparison.Ordinal);
        Assert.Equal("All recipes have the same front end.", AblationConclusions.FrontEnds([Recipe("RGB")], [Rgb]));
        Assert.Throws<ArgumentException>(() => AblationConclusions.FrontEnds([Recipe("RGB")], [Rgb, Residuals]));
    }

    [Fact]
    public void Steps_are_listed_in_their_order()
    {
        Assert.Matches(
            @"each change added to the earlier ones: \+ residuals \+0\..* \(resolved\); \+ balanced sources .*\.$",
            AblationConclusions.Steps([Rgb, Residuals, Balanced]));
        Assert.EndsWith("on generators left out.", AblationConclusions.Steps([Rgb]), StringComparison.Ordinal);
    }

    private static DetectorRecipe Recipe(string input) => DetectorRecipe.Of(Profile.Tiny) with { Input = input };

    private static LeaveOneGeneratorOut Result(string recipe, params double[] shifts) => new(
        new("images", []), recipe, shifts.Select((shift, index) => new GeneratorOutcome(
            $"generator {index}", 17, Threshold.Fixed(0.5), Samples.Predictions("left out", shift), Samples.Predictions("test", shift))));
}
