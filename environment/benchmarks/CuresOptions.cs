using System.Globalization;
using Telltale.Experiments;

namespace Telltale.Benchmarks;

/// <summary>The options of <see cref="CuresVerb"/>.</summary>
/// <param name="Folders">Folders of real and synthetic images; none for the embedded corpus.</param>
/// <param name="Recipes">Names of recipes; empty for all. The first in order is the baseline.</param>
/// <param name="IsAblation">True to add the changes up, false to measure each alone.</param>
/// <param name="Seeds">Seeds of training.</param>
/// <param name="Epochs">Epochs; null for those of the profile.</param>
/// <param name="LearningRate">Adam's learning rate; null for that of the profile.</param>
/// <param name="Images">The most test images of each kind of edit; null for all.</param>
internal sealed record CuresOptions(
    IReadOnlyList<string> Folders, IReadOnlyList<string> Recipes, bool IsAblation, IReadOnlyList<int> Seeds, int? Epochs,
    double? LearningRate, int? Images)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or invalid.</exception>
    public static CuresOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new CuresOptions([], [], false, [17, 18, 19], null, null, null);
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[^1]} needs a value.");
            options = arguments[i] switch
            {
                "--ablation" => options with { IsAblation = true },
                "--recipe" => options with { Recipes = [.. options.Recipes, Value()] },
                "--seeds" => options with { Seeds = [.. Value().Split(',').Select(Number)] },
                "--epochs" => options with { Epochs = Number(Value()) },
                "--images" => options with { Images = Number(Value()) },
                "--learning-rate" => options with { LearningRate = Rate(Value()) },
                var folder when Directory.Exists(folder) => options with { Folders = [.. options.Folders, folder] },
                var other => throw new ArgumentException($"'{other}' is neither a folder nor an option."),
            };
        }
        return options;
    }

    /// <summary>True if a recipe is asked for.</summary>
    public bool Includes(string recipe) => Recipes.Count == 0 || Recipes.Contains(recipe);

    /// <summary>A profile with what the command line asks for instead of its own.</summary>
    public Profile Applied(Profile profile) => profile with
    {
        Epochs = Epochs ?? profile.Epochs, Seeds = Seeds, LearningRate = LearningRate ?? profile.LearningRate,
    };

    private static double Rate(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < 1
        ? rate
        : throw new ArgumentException($"'{text}' must be a learning rate between 0 and 1.");

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"'{text}' must be a whole number above 0.");
}
