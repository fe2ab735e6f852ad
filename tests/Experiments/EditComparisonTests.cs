using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Forging;
using Telltale.Data.Layouts;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Tests.Experiments;

/// <summary>On a corpus of a few images and networks that learn nothing, so that the bookkeeping can be checked in seconds.</summary>
[Collection("alone")]
public sealed class EditComparisonTests
{
    private static readonly EditDegradation[] Degradations = [EditDegradation.Clean, EditDegradation.Resized(50)];

    private static readonly LocalizerRecipe Recipe = LocalizerRecipe.Of(Profile.Tiny) with { Network = new UNetOptions { BaseWidth = 2 } };

    [Fact]
    public void Every_recipe_is_tested_on_every_kind_and_degradation_and_the_matcher_beside()
    {
        var result = EditComparison.Run(Split(), [Recipe, Recipe with { Name = "other" }], [3, 4], Degradations, resamples: 20);
        Assert.Equal(["plain U-Net", "other", EditComparison.Matcher], result.Recipes);
        Assert.Equal([EditTests.Spliced, EditTests.FullyRegenerated, EditTests.CopyMove], result.Kinds);
        Assert.Equal(5, result.Runs.Count);
        Assert.All(result.Runs, run => Assert.Equal(result.Runs[0].Scores.Count, run.Scores.Count));
        foreach (var (kind, degradation) in result.Kinds.SelectMany(_ => Degradations, (kind, degradation) => (kind, degradation)))
        {
            // The same weights, seeds and images: no difference.
            Assert.Equal(0, result.Change("other", kind, degradation).Mean);
            Assert.InRange(result.EverythingEdited(kind, degradation).Mean, 0.1, 0.7);
        }
        Assert.InRange(
            result.F1(EditComparison.Matcher, EditTests.CopyMove, EditDegradation.Clean).Mean,
            result.F1(EditComparison.Matcher, EditTests.Spliced, EditDegradation.Clean).Mean + 0.1, 1);
        Assert.True(double.IsNaN(
            result.CalledEdited(EditComparison.Matcher, EditTests.Authentic, EditDegradation.Clean, ImageDecision.Head)));
        Assert.All(Enum.GetValues<ImageDecision>(), decision =>
            Assert.InRange(result.CalledEdited("other", EditTests.Unedited, EditDegradation.Clean, decision), 0, 1));
        Assert.Contains("F1 on embedded, test (simulated)", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("There is no run of nobody", Assert.Throws<ArgumentException>(() =>
            result.F1("nobody", EditTests.Spliced, EditDegradation.Clean)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_so_many_images_of_each_kind_are_tested()
    {
        var result = EditComparison.Run(Split(), [], [], Degradations, most: 2, resamples: 20);
        Assert.Equal([EditComparison.Matcher], result.Recipes);
        Assert.All(result.Runs[0].Scores.GroupBy(score => (score.Set, score.Degradation)), of => Assert.InRange(of.Count(), 1, 2));
    }

    [Fact]
    public void A_degraded_image_and_its_mask_keep_one_size_and_their_record()
    {
        var images = Split().Test.Where(record => record.IsPositive);
        using var model = new UNet(new() { BaseWidth = 2 }, seed: 1);
        var masks = EditTests.Masks(model, images, EditDegradation.Resized(50)).ToList();
        Assert.Equal(images.ToList(), masks.Select(mask => mask.Record));
        Assert.All(masks, mask =>
        {
            var header = ImageCodec.Inspect(mask.Record.Path);
            Assert.Equal((int)Math.Round(header.Width * 0.5), mask.Truth.Width);
            Assert.InRange(mask.Truth.Coverage, 0.01, 0.9);
        });
    }

    [Fact]
    public void The_plain_recipe_never_sees_a_regenerated_image_and_the_last_one_sees_unedited_ones()
    {
        var train = Split().Train;
        var recipes = LocalizerRecipes.Alone(Profile.Tiny);
        Assert.Equal(8, recipes.Select(recipe => recipe.Name).Distinct().Count());
        Assert.DoesNotContain(recipes[0].Replaced(train), record => record.EditKind == EditKind.FullyRegenerated);
        var last = recipes[^1].Replaced(train);
        Assert.Equal(2 * train.Count(record => !record.IsPositive), last.Count(record => record.Method == EditTests.Unedited));
        Assert.All(last.Where(record => record.Method == EditTests.Unedited), record => Assert.Null(record.MaskPath));
    }

    [Fact]
    public void Shapes_are_trained_on_and_tested_on_in_every_pair()
    {
        var result = ShapeTransfer.Run(Split(), Recipe, [3]);
        Assert.Equal(
            [(RegionShape.Box, RegionShape.Box), (RegionShape.Box, RegionShape.Segment), (RegionShape.Segment, RegionShape.Box),
                (RegionShape.Segment, RegionShape.Segment)],
            result.Rows.Select(row => (row.TrainedOn, row.TestedOn)));
        Assert.All(result.Outcomes, outcome => Assert.Equal((3, 0), (outcome.Bias.Pairs, outcome.Bias.LeftOut)));
        Assert.Contains("rectangles             object-shaped regions", result.ToString(), StringComparison.Ordinal);
    }

    private static CollectionSplit Split()
    {
        var folder = EmbeddedCorpus.Localization(
            CacheFolder.In("corpora"), new() { TrainingOriginals = 4, ValidationOriginals = 1, TestOriginals = 1 });
        return new ImageCollection("embedded", LocalizationFolder.Read(folder)) { IsSimulated = true }.SplitAsNamed();
    }
}
