using Telltale.Experiments;
using Telltale.Runtime;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>Object bias: localizers trained on rectangular and on object-shaped edits, each tested on both.</summary>
internal static class ShapesVerb
{
    // They differ in what the network sees; the other recipes in images that are not used here.
    private static readonly string[] Default = ["plain U-Net", "streams (residuals, SRM)"];

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = ExperimentOptions.Parse("shapes", arguments, 1, "--recipe", "--seeds", "--epochs", "--learning-rate");
        LibTorch.Load();
        var profile = options.Applied(Profile.Current);
        var recipes = (options.Recipes.Count > 0 ? options : options with { Recipes = Default })
            .Chosen(LocalizerRecipes.Alone(profile), recipe => recipe.Name);
        var split = EditsVerb.Read(options.Folders, stop).SplitAsNamed();
        Console.WriteLine($"{profile}\n{ComputeDevice.Best}");
        foreach (var recipe in recipes)
        {
            Console.WriteLine($"{ShapeTransfer.Run(split, recipe, options.Seeds, null, new ConsoleProgress(), stop)}\n");
        }
        return Task.CompletedTask;
    });
}
