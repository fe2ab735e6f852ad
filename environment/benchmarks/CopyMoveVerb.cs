using System.Diagnostics;
using Telltale.CopyMove;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Runtime;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>Measures copy-move forgeries: by the matcher, or by U-Nets that are trained on other folders.</summary>
internal static class CopyMoveVerb
{
    private const int Seed = 17;
    private const int Epochs = 30;

    private static readonly string[] Recipes = ["plain U-Net", "streams (residuals, SRM)"];

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = CopyMoveOptions.Parse(arguments);
        LibTorch.Load();
        var (images, watch) = (options.Read(options.Folders), Stopwatch.StartNew());
        if (options.Training.Count == 0)
        {
            var dataset = new LocalizationDataset(images, Transform.Evaluation(CopyMoveMatcher.ShortestSide));
            var masks = CopyMoveMatcher.Masks(dataset, images.Name, options.Matcher, new ConsoleProgress(), stop);
            var seconds = watch.Elapsed.TotalSeconds / masks.Count;
            Write(MaskHistograms.Of(masks), Threshold.Fixed(0.5), Threshold.Fixed(double.Epsilon), options.Kind, stop);
            Console.WriteLine(FormattableString.Invariant($"{masks.Count} images, {seconds:0.0} s an image of wall time, all cores"));
            return Task.CompletedTask;
        }
        var split = options.Read(options.Training).Split(Seed);
        foreach (var recipe in LocalizerRecipes.Alone(Profile.Current with { Epochs = Epochs }).Where(one => Recipes.Contains(one.Name)))
        {
            using var model = recipe.Fit(split.Train, split.Validation, Seed, stop);
            MaskHistograms Masks(ImageCollection some) =>
                MaskHistograms.Of(EditTests.Masks(model, some, EditDegradation.Clean, stop), $"{recipe.Name}, {some.Name}");
            var chosen = Masks(split.Validation);
            var pixels = ThresholdSweep.Of(chosen, Verb.Edited).Best(counts => counts.F1);
            var coverage = ThresholdSweep.Of(chosen.Coverage(pixels)).Best(counts => counts.BalancedAccuracy);
            Write(Masks(images), pixels, coverage, options.Kind, stop);
        }
        return Task.CompletedTask;
    });

    private static void Write(
        MaskHistograms masks, Threshold pixels, Threshold coverage, Func<ImageRecord, string>? kind, CancellationToken stop)
    {
        Console.WriteLine(MaskReport.Of(masks, pixels, Verb.Edited, cancellation: stop));
        foreach (var group in masks.Where(mask => kind is not null && mask.Record.IsPositive).GroupBy(mask => kind!(mask.Record)))
        {
            var found = group.Count(mask => mask.At(pixels.Value).TruePositives > 0);
            var f1 = group.Average(mask => MaskMetrics.Of(mask.At(pixels.Value)).F1);
            Console.WriteLine(FormattableString.Invariant($"{group.Key}: {group.Count()} forgeries, {found} found, F1 {f1:0.000}"));
        }
        Console.WriteLine(DetectionReport.Of(masks.Coverage(pixels), coverage, cancellation: stop));
    }
}
