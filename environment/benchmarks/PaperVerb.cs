using System.Diagnostics;
using Spectre.Console;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>
/// The paper's network at the paper's size, from random initial weights: DenseNet121, 224 px, the paper's augmentation and Adam, trained on
/// one collection and tested on another (or on the embedded images and their unseen camera), with the same normalization in training and
/// testing and with the fault of the published code.
/// </summary>
internal static class PaperVerb
{
    private const double LearningRate = 1e-3; // the paper's 1e-4 is for pretrained weights

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = ExperimentOptions.Parse("paper", arguments, 2, "--seeds", "--epochs", "--learning-rate");
        if (options.Folders.Count == 1)
        {
            throw new ArgumentException("paper needs two folders, one to train on and one to test on, or none for the embedded images.");
        }
        LibTorch.Load();
        var training = options.Folders.Count > 0
            ? DetectionFolder.Read(options.Folders[0])
            : Corpus.Detection(progress: new ConsoleProgress(), cancellation: stop);
        var split = training.Split(17);
        var unseen = options.Folders.Count > 0 ? DetectionFolder.Read(options.Folders[1]) : split.Unseen;
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "seed", "normalization in testing", "ROC AUC, trained on", "balanced accuracy", "recall, unseen", "false alarms", "ROC AUC",
            "balanced accuracy ", "seconds");
        foreach (var seed in options.Seeds)
        {
            foreach (var row in Run(split, unseen, seed, options, stop))
            {
                table.AddRow(row);
            }
        }
        Console.WriteLine($"{training}\n{unseen}");
        Verb.Write(table);
        return Task.CompletedTask;
    });

    private static IEnumerable<string[]> Run(
        CollectionSplit split, ImageCollection unseen, int seed, ExperimentOptions options, CancellationToken stop)
    {
        var (epochs, rate) = (options.Epochs ?? Profile.Paper.Epochs, options.LearningRate ?? LearningRate);
        var (size, watch) = (Profile.Paper.Size, Stopwatch.StartNew());
        using var model = new DenseNet(DenseNetOptions.DenseNet121, seed).to(ComputeDevice.Best);
        var evaluation = Transform.PaperEvaluation(size) with { Normalization = Normalization.None };
        Trainer.Fit(
            model, new DetectionDataset(split.Train, Transform.PaperTrain(size) with { Normalization = Normalization.None }),
            new DetectionDataset(split.Validation, evaluation), Losses.CrossEntropy,
            new()
            {
                Epochs = epochs, BatchSize = Profile.Paper.BatchSize, LearningRate = rate, Seed = seed,
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
                FormattableString.Invariant($"{seed}"), name, TextTable.Value(RocCurve.Of(test).AreaUnderCurve),
                TextTable.Value(seen.BalancedAccuracy), TextTable.Value(counts.Recall), TextTable.Value(counts.FalsePositiveRate),
                TextTable.Value(RocCurve.Of(other).AreaUnderCurve),
                TextTable.Value(counts.BalancedAccuracy), FormattableString.Invariant($"{seconds:0}"),
            ];
        }
    }
}
