using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Runtime;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>Object bias of the localizers that <see cref="EditsVerb"/> trains: their maps of edited images and of the originals.</summary>
internal static class ObjectsVerb
{
    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = ExperimentOptions.Parse("objects", arguments, 1, "--recipe", "--seeds", "--epochs", "--learning-rate");
        LibTorch.Load();
        var profile = options.Applied(Profile.Current);
        var recipes = options.Chosen(LocalizerRecipes.Alone(profile), recipe => recipe.Name);
        var split = EditsVerb.Read(options.Folders, stop).SplitAsNamed();
        var test = split.Test.Where(record => !record.IsPositive || IsSpliced(record), "spliced test images");
        Console.WriteLine($"{split}\n{profile}\n{ComputeDevice.Best}");
        foreach (var recipe in recipes)
        {
            var training = recipe.Replaced(split.Train);
            var biases = options.Seeds.Select(seed => Of(recipe, seed, training, split.Validation, test, stop)).ToList();
            string Over(Func<ObjectBias, double> value) => $"{Spread.Of(biases.Select(value))}";
            Console.WriteLine($"{recipe.Name}, F1 over {biases.Count} seeds: edited images {Over(one => one.Edited.Mean)}, "
                + $"unedited originals {Over(one => one.Original.Mean)}, "
                + $"everything edited {TextTable.Value(biases[0].Everything.Mean)}\n");
        }
        return Task.CompletedTask;
    });

    private static bool IsSpliced(ImageRecord record) =>
        record.EditKind == EditKind.Spliced && record.Method != ForgingMethod.CopyMove.Name;

    private static ObjectBias Of(
        LocalizerRecipe recipe, int seed, ImageCollection training, ImageCollection validation, ImageCollection test,
        CancellationToken stop)
    {
        using var model = recipe.Fit(training, validation, seed, stop, new ConsoleProgress());
        IEnumerable<PredictedMask> Masks(ImageCollection images) => EditTests.Masks(model, images, EditDegradation.Clean, stop);
        var threshold = ThresholdSweep.Of(MaskHistograms.Of(Masks(validation), "validation"), Verb.Edited).Best(c => c.F1);
        var bias = ObjectBias.Of(new($"{recipe.Name}, seed {seed}, {test.Name}", Masks(test)), threshold);
        Console.WriteLine($"{bias}\n");
        return bias;
    }
}
