using System.Globalization;
using Telltale.Experiments;

namespace Telltale.Benchmarks;

/// <summary>The options of the verbs that train networks.</summary>
/// <param name="Folders">Folders of real and synthetic images; none for the embedded corpus.</param>
/// <param name="Recipes">Names of recipes; empty for all.</param>
/// <param name="IsAblation">True to add the changes up, false to measure each alone.</param>
/// <param name="Seeds">Seeds of training.</param>
/// <param name="Epochs">Epochs; null for those of the profile.</param>
/// <param name="LearningRate">Adam's learning rate; null for that of the profile.</param>
/// <param name="Images">The most test images of each kind of edit; null for all.</param>
internal sealed record ExperimentOptions(
    IReadOnlyList<string> Folders, IReadOnlyList<string> Recipes, bool IsAblation, IReadOnlyList<int> Seeds, int? Epochs,
    double? LearningRate, int? Images)
{
    /// <summary>Reads the command line of a verb.</summary>
    /// <param name="verb">The verb, for messages.</param>
    /// <param name="arguments">What follows it.</param>
    /// <param name="mostFolders">How many folders it takes.</param>
    /// <param name="accepted">The options it takes.</param>
    /// <exception cref="ArgumentException">
    /// The verb does not take an option, its value is missing or invalid, or there are too many folders.
    /// </exception>
    public static ExperimentOptions Parse(string verb, IReadOnlyList<string> arguments, int mostFolders, params string[] accepted)
    {
        var options = new ExperimentOptions([], [], false, [17, 18, 19], null, null, null);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith('-') && !accepted.Contains(arguments[i]))
            {
                throw new ArgumentException($"{verb} has no option '{arguments[i]}', only {string.Join(", ", accepted)}.");
            }
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
                var other => throw new ArgumentException($"There is no folder '{other}'."),
            };
        }
        return options.Folders.Count <= mostFolders ? options : throw new ArgumentException(
            $"{verb} takes at most {mostFolders} folders, not {options.Folders.Count}.");
    }

    /// <summary>The recipes that are asked for, in the order of all.</summary>
    /// <param name="recipes">All.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <exception cref="ArgumentException">One that is asked for is not among them.</exception>
    public IReadOnlyList<T> Chosen<T>(IEnumerable<T> recipes, Func<T, string> nameOf)
    {
        var all = recipes.ToList();
        var names = all.ConvertAll(recipe => nameOf(recipe));
        return Recipes.Except(names).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"There is no recipe '{unknown}', only {string.Join(", ", names)}.")
            : Recipes.Count == 0 ? all : all.FindAll(recipe => Recipes.Contains(nameOf(recipe)));
    }

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
