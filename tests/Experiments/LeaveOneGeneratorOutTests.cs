using System.Collections.Concurrent;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Plots;
using Telltale.Runtime;
using Telltale.Tests.Plots;

namespace Telltale.Tests.Experiments;

/// <summary>On images whose classes any network tells apart, so that the protocol can be checked in seconds.</summary>
[Collection("alone")]
public sealed class LeaveOneGeneratorOutTests : IDisposable
{
    private static readonly int[] Seeds = [3, 4];

    private static readonly DetectorRecipe Recipe = new(
        "tiny", seed => new DenseNet(DenseNetOptions.DenseNetTiny with { BlockSizes = [1], InitialFeatures = 8 }, seed),
        Transform.Train(32), Transform.Evaluation(32))
    {
        Options = new() { Epochs = 2, BatchSize = 8, LearningRate = 5e-3 },
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_generator_is_tested_by_detectors_that_saw_neither_it_nor_its_real_images_nor_its_groups()
    {
        var trained = new ConcurrentBag<ImageRecord[]>();
        var watched = Recipe with
        {
            TrainOn = images =>
            {
                trained.Add([.. images]);
                return images;
            },
        };
        var result = LeaveOneGeneratorOut.Run(Images(), watched, Seeds);
        Assert.Equal(["diffusion", "gan", "other"], result.Generators);
        Assert.Equal(6, result.Outcomes.Count);
        Assert.All(result.Outcomes, outcome =>
        {
            Assert.All(outcome.Unseen.Records.Where(record => record.IsPositive), record => Assert.Equal(outcome.Generator, record.Source));
            var seen = trained.Where(images => images.All(record => record.Source != outcome.Generator)).SelectMany(images => images);
            Assert.NotEmpty(seen);
            Assert.Empty(seen.Select(record => record.SourceId).Intersect(outcome.Unseen.Records.Select(record => record.SourceId)));
            Assert.DoesNotContain(outcome.Seen.Records, record => record.Source == outcome.Generator);
        });
        // A source with real images of its own is tested on those, one without on the others' test images.
        Assert.All(Real(result, "gan"), record => Assert.Equal("gan", record.Source));
        Assert.All(Real(result, "other"), record => Assert.Contains(record.Source, new[] { "gan", "diffusion" }));
        Assert.DoesNotContain(result.Outcomes, outcome => outcome.Generator == "phone");
    }

    [Fact]
    public void Mean_and_minimum_are_over_generators_and_their_spread_is_over_seeds()
    {
        var result = LeaveOneGeneratorOut.Run(Images(), Recipe, Seeds);
        double[] Of(int seed) => [.. result.Outcomes.Where(one => one.Seed == seed).Select(one => one.RocAuc)];
        Assert.Equal((Of(3).Average() + Of(4).Average()) / 2, result.Mean(one => one.RocAuc).Mean, 1e-12);
        Assert.Equal((Of(3).Min() + Of(4).Min()) / 2, result.Minimum(one => one.RocAuc).Mean, 1e-12);
        Assert.Equal(2, result.Mean(one => one.RocAuc).Runs);
        Assert.Equal(0, result.DifferenceTo(result, one => one.RocAuc).Highest);
        Assert.Equal(result.Generators.Count, result.DifferenceOverGenerators(result, one => one.RocAuc).Runs);
        Assert.Contains("added to the earlier ones: toy 0.000".Replace("toy", result.Recipe, StringComparison.Ordinal),
            AblationConclusions.Steps([result, result]), StringComparison.Ordinal);
        Assert.Contains("in the mean over 3 generators", result.Verdict, StringComparison.Ordinal);
        Assert.True(result.Mean(one => one.RocAuc).Mean > 0.8, result.ToString());
        var chart = Shown.AsPlotly(ProtocolPlots.Generators(result)).Trace("tiny");
        Assert.Equal(
            [.. result.Generators.Select(one => result.OverSeeds(one, of => of.RocAuc).Mean), result.Mean(one => one.RocAuc).Mean,
                result.Minimum(one => one.RocAuc).Mean],
            chart.Numbers("x"));
        Assert.Contains(">gan</td>", Shown.AsHtml(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_call_gives_the_same_scores_and_a_cancelled_one_resumes()
    {
        var images = Images();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => LeaveOneGeneratorOut.Run(images, Recipe, Seeds, new Told(_ => stop.Cancel()), stop.Token));
        var (first, second) = (LeaveOneGeneratorOut.Run(images, Recipe, Seeds), LeaveOneGeneratorOut.Run(images, Recipe, Seeds));
        Assert.All(first.Outcomes.Zip(second.Outcomes), pair => Assert.Equal(pair.First.Unseen.Scores, pair.Second.Unseen.Scores));
    }

    [Fact]
    public void Detectors_of_a_recipe_have_its_name_and_their_seed()
    {
        var detectors = Recipe.Train(Images().Split(17), Seeds);
        Assert.Equal([("tiny", 3L), ("tiny", 4L)], detectors.Select(detector => (detector.Name, detector.Seed)));
        foreach (var detector in detectors)
        {
            detector.Dispose();
        }
    }

    [Fact]
    public void One_generator_cannot_be_left_out()
    {
        var one = Images().Where(record => record.Source == "gan");
        var refused = Assert.Throws<ArgumentException>(() => LeaveOneGeneratorOut.Run(one, Recipe, Seeds));
        Assert.Contains("has 1 source with synthetic images", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LeaveOneGeneratorOut.Run(Images(), Recipe, []));
    }

    private static IEnumerable<ImageRecord> Real(LeaveOneGeneratorOut result, string generator) =>
        result.Outcomes.First(one => one.Generator == generator).Unseen.Records.Where(record => !record.IsPositive);

    private ImageCollection Images() => new("planted", new[] { "gan", "diffusion", "other", "phone" }.SelectMany(source =>
        Enumerable.Range(0, 10).SelectMany(index => (source switch
        {
            "phone" => new[] { ImageLabel.Real },
            "other" => [ImageLabel.Synthetic],
            _ => [ImageLabel.Real, ImageLabel.Synthetic],
        }).Select(label => Record(source, label, index))))) { HeldOutSources = ["phone"] };

    private ImageRecord Record(string source, ImageLabel label, int index)
    {
        var file = folder.File($"{source}-{label}-{index}.png");
        if (!File.Exists(file))
        {
            var image = new RgbImage(48, 48);
            SeededRandom.For(source.Length, index, (int)label).NextBytes(image.Pixels);
            File.WriteAllBytes(file, ImageCodec.EncodePng(label == ImageLabel.Synthetic ? image.Brighter() : image));
        }
        // The generator without real images of its own made its images from those of another.
        return new(file, label, source) { SourceId = $"{(source == "other" ? "gan" : source)}-{index}" };
    }
}
