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
        var options = CuresOptions.Parse(arguments);
        LibTorch.Load();
        var profile = options.Applied(Profile.Current);
        var split = EditsVerb.Read(options.Folders, stop).SplitAsNamed();
        Console.WriteLine($"{profile}\n{ComputeDevice.Best}");
        var wanted = options.Recipes.Count > 0 ? options.Recipes : Default;
        foreach (var recipe in LocalizerRecipes.Alone(profile).Where(recipe => wanted.Contains(recipe.Name)))
        {
            Console.WriteLine($"{ShapeTransfer.Run(split, recipe, options.Seeds, null, new ConsoleProgress(), stop)}\n");
        }
        return Task.CompletedTask;
    });
}
