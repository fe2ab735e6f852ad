using System.Diagnostics;
using Spectre.Console;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>
/// The paper's network at the paper's size, from random initial weights: DenseNet121, 224 px, the paper's augmentation and Adam, trained on
/// one collection and tested on another, with the same normalization in training and testing and with the fault of the published code.
/// </summary>
internal static class PaperVerb
{
    private const double LearningRate = 1e-3; // the paper's 1e-4 is for pretrained weights

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = CuresOptions.Parse(arguments);
        if (options.Folders.Count != 2)
        {
            throw new ArgumentException("paper needs two folders: one to train on and one to test on.");
        }
        LibTorch.Load();
        var (training, unseen) = (DetectionFolder.Read(options.Folders[0]), DetectionFolder.Read(options.Folders[1]));
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "seed", "normalization in testing", "ROC AUC, trained on", "balanced accuracy", "recall, unseen", "false alarms", "ROC AUC",
            "balanced accuracy ", "seconds");
        foreach (var seed in options.Seeds)
        {
            foreach (var row in Run(training.Split(17), unseen, seed, options.Epochs ?? Profile.Paper.Epochs, stop))
            {
                table.AddRow(row);
            }
        }
        Console.WriteLine($"{training}\n{unseen}");
        Verb.Write(table);
        return Task.CompletedTask;
    });

    private static IEnumerable<string[]> Run(
        CollectionSplit split, ImageCollection unseen, int seed, int epochs, CancellationToken stop)
    {
        var (size, watch) = (Profile.Paper.Size, Stopwatch.StartNew());
        using var model = new DenseNet(DenseNetOptions.DenseNet121, seed);
        var evaluation = Transform.PaperEvaluation(size) with { Normalization = Normalization.None };
        Trainer.Fit(
            model, new DetectionDataset(split.Train, Transform.PaperTrain(size) with { Normalization = Normalization.None }),
            new DetectionDataset(split.Validation, evaluation), Losses.CrossEntropy,
            new()
            {
                Epochs = epochs, BatchSize = Profile.Paper.BatchSize, LearningRate = LearningRate, Seed = seed,
                Precision = Profile.Quick.Precision,
            },
            new ConsoleProgress(), cancellation: stop);
        var seconds = watch.Elapsed.TotalSeconds;
        foreach (var (name, normalization) in new[] { ("the same", Normalization.None), ("other (as published)", Normalization.Half) })
        {
            Predictions Score(ImageCollection images) => Predictor.Score(
                model, new DetectionDataset(images, evaluation with { Normalization = normalization }), images.Name, cancellation: stop);
            var (test, other) = (Score(split.Test), Score(unseen));
            var (seen, counts) = (ConfusionCounts.Of(test, Threshold.Fixed(0.5)), ConfusionCounts.Of(other, Threshold.Fixed(0.5)));
            Console.WriteLine(FormattableString.Invariant($"seed {seed}, {name}:\n{CollapseDiagnosis.Of(other)}"));
            yield return
            [
                FormattableString.Invariant($"{seed}"), name, Rounded(RocCurve.Of(test).AreaUnderCurve), Rounded(seen.BalancedAccuracy),
                Rounded(counts.Recall), Rounded(counts.FalsePositiveRate), Rounded(RocCurve.Of(other).AreaUnderCurve),
                Rounded(counts.BalancedAccuracy), FormattableString.Invariant($"{seconds:0}"),
            ];
        }
    }

    private static string Rounded(double value) => FormattableString.Invariant($"{value:0.000}");
}
