using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Tests.Experiments;

/// <summary>A replay on images whose classes any network tells apart, so that its arithmetic can be checked in seconds.</summary>
[Collection("alone")]
public sealed class DetectorReplayTests : IDisposable
{
    private static readonly ReplayBudget Budget = new(
        12, 32, 2, 8, 5e-3, DenseNetOptions.DenseNetTiny with { BlockSizes = [1], InitialFeatures = 8 }, [3, 4]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_configuration_has_an_outcome_on_every_test_and_the_same_call_gives_the_same()
    {
        var images = Images();
        var comparisons = Comparison.OneAfterTheOther(images.Cures);
        DetectorChange[] configurations = [.. comparisons.SelectMany(pair => new[] { pair.Without, pair.With })];
        DetectorReplay Run() => DetectorReplay.Run(images, Budget, configurations);
        var (first, second) = (Run(), Run());
        Assert.All(first.Configurations, configuration =>
            Assert.All(images.Tests, test => Assert.All(Budget.Seeds, seed => Assert.Equal(
                first.Outcome(configuration, seed, test.Name).Predictions.Scores,
                second.Outcome(configuration, seed, test.Name).Predictions.Scores))));
        Assert.Equal(images.Cures.Count, first.Effects(comparisons, "in-domain").Count);
    }

    [Fact]
    public void Changes_after_training_change_no_ranking_and_normalization_changes_scores()
    {
        var replay = DetectorReplay.Run(Images(), Budget, [
            DetectorChange.AsPublished, DetectorChange.ValidationThreshold, DetectorChange.TemperatureScaling,
            DetectorChange.MismatchedNormalization, DetectorChange.Cropping]);
        double[] Scores(DetectorChange changes) => replay.Outcome(changes, 3, "in-domain").Predictions.Scores;
        var published = Scores(DetectorChange.AsPublished);
        Assert.Equal(published, Scores(DetectorChange.ValidationThreshold));
        Assert.Equal(Order(published), Order(Scores(DetectorChange.TemperatureScaling)));
        Assert.NotEqual(published, Scores(DetectorChange.MismatchedNormalization));
        Assert.NotEqual(published, Scores(DetectorChange.Cropping));
    }

    [Fact]
    public void The_networks_of_a_configuration_give_the_scores_of_its_outcomes()
    {
        var replay = DetectorReplay.Run(Images(), Budget, [DetectorChange.MismatchedNormalization]);
        var detectors = replay.Detectors(DetectorChange.MismatchedNormalization);
        Assert.Equal(Budget.Seeds, detectors.Select(detector => (int)detector.Seed));
        foreach (var detector in detectors)
        {
            using (detector)
            {
                var outcome = replay.Outcome(DetectorChange.MismatchedNormalization, (int)detector.Seed, "in-domain").Predictions;
                var probabilities = detector.Logits(replay.Images.Tests[0].Records, null, default).Select(z => 1 / (1 + Math.Exp(-z)));
                Assert.All(probabilities.Zip(outcome.Scores), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
            }
        }
    }

    [Fact]
    public void Tasks_of_all_shards_train_what_a_replay_then_finds_and_none_twice()
    {
        var images = Images();
        DetectorChange[] configurations = [DetectorChange.AsPublished, DetectorChange.Cropping];
        var tasks = DetectorReplay.Tasks(images, Budget, configurations).And(DetectorReplay.Tasks(
            images, Budget with { Seeds = [3] }, [DetectorChange.MismatchedNormalization, DetectorChange.Residuals]));
        Assert.Equal(
            ["as published, seed 3", "as published, seed 4", "crops instead of resizing, seed 3", "crops instead of resizing, seed 4",
                "residuals (not in the paper), seed 3"],
            tasks.Names);
        string[][] shares = [.. Enumerable.Range(0, 2).Select(index => tasks.Run(new Shard(index, 2)).ToArray())];
        Assert.Equal(tasks.Names.Order(StringComparer.Ordinal), shares.SelectMany(share => share).Order(StringComparer.Ordinal));
        var runs = new DirectoryInfo(CacheFolder.In("runs"));
        var before = runs.GetFiles().Select(file => (file.Name, file.LastWriteTimeUtc)).Order();
        DetectorReplay.Run(images, Budget, configurations);
        Assert.Equal(before, runs.GetFiles().Select(file => (file.Name, file.LastWriteTimeUtc)).Order());
    }

    [Fact]
    public void Sentences_say_what_was_trained_alone_and_on_how_many_seeds_a_value_stands()
    {
        DetectorChange[] both = [DetectorChange.AsPublished, DetectorChange.Cropping];
        var (replay, fewer) = (DetectorReplay.Run(Images(), Budget, both), DetectorReplay.Run(Images(), Budget with { Seeds = [3] }, both));
        Assert.Contains("in-domain, 2 seeds: crops instead of resizing ", ReplayConclusions.Alone(replay, "in-domain"),
            StringComparison.Ordinal);
        var pairs = DetectorReplay.Run(Images(), Budget, [DetectorChange.AsPublished]);
        Assert.EndsWith("cannot say.", ReplayConclusions.Alone(pairs, "in-domain"), StringComparison.Ordinal);
        var simulated = DetectorReplay.Run(Images() with { IsSimulated = true }, Budget, [DetectorChange.AsPublished]);
        Assert.Contains("None, as measured elsewhere (simulated, 8 seeds", ReplayConclusions.Alone(simulated, "in-domain"),
            StringComparison.Ordinal);
        Assert.Equal("this run, simulated", simulated.Signature(DetectorChange.AsPublished, "in-domain").Origin);
        Assert.Equal(
            "The comparison of parts has the seeds of the one above (2 seeds).", ReplayConclusions.Seeds(replay, replay, "in-domain"));
        Assert.Matches(
            @"has 1 of the 2 seeds, .* crops instead of resizing has a balanced accuracy of \d\.\d+ over 1 seed, and of \d\.\d+ over "
            + @"2 seeds\.$",
            ReplayConclusions.Seeds(replay, fewer, "in-domain"));
        Assert.Throws<ArgumentException>(() => ReplayConclusions.Seeds(replay, pairs, "in-domain"));
        Assert.Contains(
            ", means over 2 seeds: ", Telltale.Plots.ReplayPlots.Configurations(replay, ["in-domain"]).Title, StringComparison.Ordinal);
        Assert.Contains(", one run: ", Telltale.Plots.ReplayPlots.Repairs(fewer, ["in-domain"]).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_not_part_of_the_replay_is_refused_with_what_there_is()
    {
        var replay = DetectorReplay.Run(Images(), Budget, [DetectorChange.AsPublished]);
        var error = Assert.Throws<KeyNotFoundException>(() => replay.Outcome(DetectorChange.AsPublished, 99, "in-domain"));
        Assert.Contains("seeds are 3 4", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<KeyNotFoundException>(() => replay.Outcome(DetectorChange.Residuals, 3, "in-domain"));
        Assert.Contains("configurations are as published", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_images_are_equally_many_of_both_classes_and_balance_deals_sources_in_turn()
    {
        var images = Images();
        var several = images.TrainingOf(DetectorChange.SeveralGenerators | DetectorChange.BalancedSources, 8);
        Assert.Equal(
            (8, 4, 4), (several.Count(r => !r.IsPositive), several.Count(r => r.Source == "one"), several.Count(r => r.Source == "two")));
        Assert.All(images.TrainingOf(DetectorChange.AsPublished, 8), record => Assert.NotEqual("two", record.Source));
    }

    [Fact]
    public void Without_a_second_generator_that_cure_is_left_out()
    {
        var images = Images() with { TrainedGenerators = ["one"] };
        Assert.DoesNotContain(DetectorChange.SeveralGenerators, images.Cures);
        Assert.False(images.Cured.HasFlag(DetectorChange.SeveralGenerators));
    }

    private static int[] Order(double[] scores) => [.. Enumerable.Range(0, scores.Length).OrderBy(index => scores[index])];

    private ReplayImages Images()
    {
        ImageRecord[] Records(string part, int count) => [.. Enumerable.Range(0, count).SelectMany(index => new[]
        {
            Record($"{part}-{index}-real.png", ImageLabel.Real, "camera", index),
                Record($"{part}-{index}-one.png", ImageLabel.Synthetic, "one", index),
            Record($"{part}-{index}-two.png", ImageLabel.Synthetic, "two", index),
        })];
        var test = Records("test", 6);
        return new("planted", false, ["one", "two"], Records("train", 12), Records("validation", 6),
            [new("in-domain", test), new("compressed", test, new JpegReencode(60, 80, Probability: 1))]);
    }

    private ImageRecord Record(string name, ImageLabel label, string source, int index)
    {
        var random = SeededRandom.For(name.Length, index, source.Length);
        var image = new RgbImage(48, 48);
        random.NextBytes(image.Pixels);
        if (label == ImageLabel.Synthetic)
        {
            image = image.Brighter();
        }
        File.WriteAllBytes(folder.File(name), ImageCodec.EncodePng(image));
        return new(folder.File(name), label, source);
    }
}

internal static class Brightness
{
    /// <summary>What any network sees at once.</summary>
    public static RgbImage Brighter(this RgbImage image) =>
        new(image.Width, image.Height, Array.ConvertAll(image.Pixels, level => (byte)(128 + level / 2)));
}
