using Spectre.Console;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Detectors;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Benchmarks;

/// <summary>
/// Measures a linear probe on the frozen features of a network, for docs/measured.md: on two collections, each trained on and the other
/// tested on, and on several generators, one left out at a time.
/// </summary>
internal static class ProbeVerb
{
    private static readonly int[] Seeds = [17, 18, 19];

    /// <param name="arguments">The network (with its JSON file), two folders, and a folder of several generators.</param>
    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        if (arguments is not [var network, .. { Length: 3 } folders])
        {
            throw new ArgumentException("probe needs a network and three folders.");
        }
        using var features = ExternalDetector.Load(network);
        var collections = folders.Select(folder => Featured.Of(features, DetectionFolder.Read(folder), stop)).ToArray();
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "trained on", "tested on", "ROC AUC", "balanced accuracy", "recall", "false alarms", "ROC AUC, held-out part");
        Add(table, features, collections[0], collections[1], null);
        Add(table, features, collections[1], collections[0], null);
        foreach (var generator in collections[2].Images.Where(record => record.IsPositive).Sources)
        {
            Add(table, features, collections[2], collections[2], generator);
        }
        Verb.Write(table);
        return Task.CompletedTask;
    });

    private static void Add(Table table, ExternalDetector features, Featured trained, Featured tested, string? leftOut)
    {
        var runs = Seeds.Select(seed => Run(features, trained, tested, leftOut, seed)).ToArray();
        string Over(Func<(ConfusionCounts Counts, double Auc, double Seen), double> value) => $"{Spread.Of(runs.Select(value))}";
        table.AddRow(
            leftOut is null ? trained.Images.Name : "the others", leftOut ?? tested.Images.Name, Over(run => run.Auc),
            Over(run => run.Counts.BalancedAccuracy), Over(run => run.Counts.Recall), Over(run => run.Counts.FalsePositiveRate),
            Over(run => run.Seen));
    }

    private static (ConfusionCounts Counts, double Auc, double Seen) Run(
        ExternalDetector features, Featured trained, Featured tested, string? leftOut, int seed)
    {
        var images = new ImageCollection(trained.Images.Name, trained.Images) { HeldOutSources = leftOut is null ? [] : [leftOut] };
        var split = images.Split(seed);
        using var probe = new LinearProbe(features, trained.Width);
        LastLayer.Retrain(probe, trained.FeaturesOf(split.Train));
        var threshold = ThresholdSweep.Of(trained.Score(probe, split.Validation)).Best(counts => counts.BalancedAccuracy);
        var unseen = tested.Score(probe, leftOut is null ? tested.Images : split.Unseen);
        var seen = trained.Score(probe, split.Test);
        return (ConfusionCounts.Of(unseen, threshold), RocCurve.Of(unseen).AreaUnderCurve, RocCurve.Of(seen).AreaUnderCurve);
    }

    /// <summary>A collection with the features of its images, computed once.</summary>
    private sealed record Featured(ImageCollection Images, Dictionary<string, double[]> Rows)
    {
        public int Width => Rows.Values.First().Length;

        public static Featured Of(ExternalDetector network, ImageCollection images, CancellationToken stop)
        {
            using var probe = new LinearProbe(network, count: 1);
            var dataset = new DetectionDataset(images, network.Transform);
            var frozen = FrozenFeatures.Of(probe, dataset, progress: new ConsoleProgress(), cancellation: stop);
            return new(images, frozen.Records.Zip(frozen.Rows).ToDictionary(pair => pair.First.Path, pair => pair.Second));
        }

        public FrozenFeatures FeaturesOf(ImageCollection some) => new([.. some], [.. some.Select(record => Rows[record.Path])]);

        public Predictions Score(LinearProbe probe, ImageCollection some)
        {
            var weights = probe.LastLayer.weight.data<float>().ToArray();
            var bias = probe.LastLayer.bias!.data<float>()[0];
            return new(some.Name, [.. some], [.. some.Select(record => bias + Rows[record.Path].Zip(weights, (x, w) => x * w).Sum())])
            {
                Scale = ScoreScale.Logit,
            };
        }
    }
}
