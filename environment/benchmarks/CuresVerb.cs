using Spectre.Console;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Runtime;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>Measures every cure, alone and added up, with one generator left out at a time: the tables of docs/measured.md.</summary>
internal static class CuresVerb
{
    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = ExperimentOptions.Parse(
            "cures", arguments, int.MaxValue, "--ablation", "--recipe", "--seeds", "--epochs", "--learning-rate");
        var images = Read(options.Folders, stop);
        var profile = options.Applied(Profile.Current);
        var alignment = FormatAlignment.Of(images, cancellation: stop);
        var recipes = options.Chosen(
            options.IsAblation ? DetectorRecipes.Ablation(profile, alignment) : DetectorRecipes.Alone(profile, alignment),
            recipe => recipe.Name);
        Console.WriteLine($"{images}\n{profile}");
        var results = new List<LeaveOneGeneratorOut>();
        foreach (var recipe in recipes)
        {
            results.Add(LeaveOneGeneratorOut.Run(images, recipe, options.Seeds, new ConsoleProgress(), stop));
            Console.WriteLine($"{results[^1]}\n");
        }
        Write(results);
        return Task.CompletedTask;
    });

    private static ImageCollection Read(IReadOnlyList<string> folders, CancellationToken stop)
    {
        if (folders.Count == 0)
        {
            return Corpus.Detection(progress: new ConsoleProgress(), cancellation: stop);
        }
        var collections = folders.Select(folder => DetectionFolder.Read(folder)).ToList();
        return collections.Count == 1
            ? collections[0]
            : new(string.Join(" + ", collections.Select(one => one.Name)), collections.SelectMany(one => one));
    }

    private static void Write(List<LeaveOneGeneratorOut> results)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "recipe", "ROC AUC, mean", "ROC AUC, minimum", "change of the mean, over generators", "over seeds",
            "balanced accuracy, mean", "minimum", "with offset", "ROC AUC, trained on");
        foreach (var result in results)
        {
            var (overGenerators, overSeeds) = (
                result.DifferenceOverGenerators(results[0], one => one.RocAuc), result.DifferenceTo(results[0], one => one.RocAuc));
            table.AddRow(
                result.Recipe, $"{result.Mean(one => one.RocAuc)}", $"{result.Minimum(one => one.RocAuc)}",
                Verb.Change(overGenerators.Mean, overGenerators.Interval), Verb.Change(overSeeds.Mean, overSeeds.Interval),
                $"{result.Mean(one => one.BalancedAccuracy)}", $"{result.Minimum(one => one.BalancedAccuracy)}",
                $"{result.Mean(one => one.BalancedAccuracyWithOffset)}", $"{result.Mean(one => one.SeenRocAuc)}");
        }
        Verb.Write(table);
    }
}
