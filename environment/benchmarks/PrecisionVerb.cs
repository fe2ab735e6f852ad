using System.Collections.Concurrent;
using System.Diagnostics;
using Spectre.Console;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>Accuracy of bfloat16 and float32: a detector and a localizer behind residuals, trained in both from the same seeds.</summary>
internal static class PrecisionVerb
{
    private const int Seed = 17;

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = ExperimentOptions.Parse("precision", arguments, 0, "--seeds", "--epochs", "--learning-rate");
        LibTorch.Load();
        var profile = options.Applied(Profile.Current);
        Console.WriteLine($"{profile}\n{ComputeDevice.Best}");
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "work", "metric", "float32", "bfloat16", "change, with its 95 % interval over seeds", "time, float32", "bfloat16");
        var images = Corpus.Detection(progress: new ConsoleProgress(), cancellation: stop).Split(Seed);
        var detector = DetectorRecipe.Of(profile) with { Network = DetectorRecipe.NetworkOf(profile, new ResidualFrontEnd()) };
        Add(table, "detection", options.Seeds, (type, seed) => Detect(detector, type, images, seed, stop), stop);
        var edits = EditsVerb.Read([], stop).SplitAsNamed();
        var plain = LocalizerRecipe.Of(profile);
        var localizer = plain with { Network = plain.Network with { FrontEnd = new ResidualFrontEnd() } };
        Add(table, "localization", options.Seeds, (type, seed) => Localize(localizer, type, edits, seed, stop), stop);
        Verb.Write(table);
        return Task.CompletedTask;
    });

    private static IReadOnlyList<(string Metric, double Value)> Detect(
        DetectorRecipe recipe, Precision type, CollectionSplit split, int seed, CancellationToken stop)
    {
        var typed = recipe with { Options = recipe.Options with { Precision = type } };
        using var model = typed.Fit(split.Train, split.Validation, seed, stop);
        Predictions Scores(ImageCollection part) => typed.Score(model, part, part.Name, stop);
        var threshold = ThresholdSweep.Of(Scores(split.Validation)).Best(counts => counts.BalancedAccuracy);
        var test = Scores(split.Test);
        return
        [
            (Metric.RocAuc.Name, RocCurve.Of(test.Scores, test.Targets).AreaUnderCurve),
            (Metric.BalancedAccuracy.Name, ConfusionCounts.Of(test, threshold).BalancedAccuracy),
        ];
    }

    private static IReadOnlyList<(string Metric, double Value)> Localize(
        LocalizerRecipe recipe, Precision type, CollectionSplit split, int seed, CancellationToken stop)
    {
        var typed = recipe with { Options = recipe.Options with { Precision = type } };
        using var model = typed.Fit(split.Train, split.Validation, seed, stop);
        MaskHistograms Masks(ImageCollection part) =>
            MaskHistograms.Of(EditTests.Masks(model, part, EditDegradation.Clean, stop), part.Name);
        var threshold = ThresholdSweep.Of(Masks(split.Validation), Verb.Edited).Best(counts => counts.F1);
        var test = Masks(split.Test);
        return
        [
            .. new[] { EditKind.Spliced, EditKind.FullyRegenerated }.Select(kind => (
                $"F1, {kind.Name()}",
                test.Where(one => one.IsPositive && one.EditKind == kind, "test").Measure(threshold, Verb.Edited).F1)),
        ];
    }

    private static void Add(Table table, string work, IReadOnlyList<int> seeds,
        Func<Precision, int, IReadOnlyList<(string Metric, double Value)>> measure, CancellationToken stop)
    {
        var (measured, times) = (new Dictionary<Precision, IReadOnlyList<(string Metric, double Value)>[]>(), new List<string>());
        foreach (var type in new[] { Precision.Float32, Precision.BFloat16 })
        {
            var (watch, results) = (Stopwatch.StartNew(), new ConcurrentDictionary<int, IReadOnlyList<(string, double)>>());
            ParallelRuns.ForEach(seeds, seed => results[seed] = measure(type, seed), stop);
            measured[type] = [.. seeds.Select(seed => results[seed])];
            times.Add(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:0} s"));
        }
        foreach (var (index, (metric, _)) in measured[Precision.Float32][0].Index())
        {
            double[] Of(Precision type) => [.. measured[type].Select(run => run[index].Value)];
            var (single, half) = (Of(Precision.Float32), Of(Precision.BFloat16));
            var change = Spread.Of(half.Zip(single, (after, before) => after - before));
            table.AddRow(work, metric, $"{Spread.Of(single)}", $"{Spread.Of(half)}", Verb.Change(change.Mean, change.Interval),
                times[0], times[1]);
        }
    }
}
