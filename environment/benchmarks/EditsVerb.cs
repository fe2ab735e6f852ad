using Spectre.Console;
using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Data.Layouts;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Runtime;
using Profile = Telltale.Experiments.Profile;

namespace Telltale.Benchmarks;

/// <summary>Measures recipes of localizers on three kinds of edit, clean and degraded: the tables of docs/measured.md.</summary>
internal static class EditsVerb
{
    private static readonly (ImageDecision Decision, string Name)[] Decisions =
        [(ImageDecision.Coverage, "coverage"), (ImageDecision.Head, "head"), (ImageDecision.GeneralizedMean, "generalized mean")];

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var options = ExperimentOptions.Parse(
            "edits", arguments, 1, "--recipe", "--seeds", "--epochs", "--learning-rate", "--images");
        LibTorch.Load();
        var profile = options.Applied(Profile.Current);
        var all = LocalizerRecipes.Alone(profile).ToList();
        var chosen = options.Chosen([.. all.Select(recipe => recipe.Name), EditComparison.Matcher], name => name);
        var recipes = all.Where(recipe => chosen.Contains(recipe.Name)).ToList();
        var split = Read(options.Folders, stop).SplitAsNamed();
        Console.WriteLine($"{split}\n{profile}\n{ComputeDevice.Best}");
        var table = EditComparison.Run(
            split, recipes, options.Seeds, withMatcher: chosen.Contains(EditComparison.Matcher), most: options.Images,
            resamples: profile.Resamples, progress: new ConsoleProgress(), cancellation: stop);
        Console.WriteLine($"{table.Images}{(table.IsSimulated ? " (simulated)" : "")}, seeds {string.Join(", ", options.Seeds)}\n");
        WriteMasks(table);
        WriteImages(table);
        return Task.CompletedTask;
    });

    /// <summary>Photographs of a folder, forged; without one, the embedded images.</summary>
    public static ImageCollection Read(IReadOnlyList<string> folders, CancellationToken stop) => folders.Count == 0
        ? Corpus.Localization(progress: new ConsoleProgress(), cancellation: stop)
        : new(Path.GetFileName(Path.GetFullPath(folders[0])) + ", forged", LocalizationFolder.Read(
            Forge.Folder(folders[0], progress: new ConsoleProgress(), cancellation: stop))) { IsSimulated = true };

    private static void WriteMasks(EditComparison table)
    {
        var written = new Table().Border(TableBorder.Markdown).AddColumns(
            "edit", "degradation", "recipe", "F1", "change of F1 from the first recipe", "IoU", "F1, everything edited");
        foreach (var (kind, name) in table.Kinds.SelectMany(_ => EditDegradation.Few, (kind, name) => (kind, name)))
        {
            foreach (var recipe in table.Recipes)
            {
                var change = table.Change(recipe, kind, name);
                written.AddRow(
                    kind, name.Name, recipe, Markup.Escape($"{table.F1(recipe, kind, name)}"),
                    Verb.Change(change.Mean, (change.Interval.Lower, change.Interval.Upper)),
                    Markup.Escape($"{table.IoU(recipe, kind, name)}"), TextTable.Value(table.EverythingEdited(kind, name).Mean));
            }
        }
        Verb.Write(written);
    }

    // Balanced accuracy of "was the image edited?" by each decision.
    private static void WriteImages(EditComparison table)
    {
        (string Kind, string Against)[] pairs =
        [
            .. table.Kinds.Select(kind => (kind, EditTests.Authentic)), (EditTests.FullyRegenerated, EditTests.Unedited),
        ];
        var written = new Table().Border(TableBorder.Markdown).AddColumns(["recipe", "degradation", "decision",
            .. pairs.Select(pair => $"{pair.Kind} / {pair.Against}"), "false alarms, authentic", $"false alarms, {EditTests.Unedited}"]);
        foreach (var (recipe, name) in table.Recipes.SelectMany(_ => EditDegradation.Few, (recipe, name) => (recipe, name)))
        {
            foreach (var (decision, by) in recipe == EditComparison.Matcher ? Decisions[..1] : Decisions)
            {
                written.AddRow([recipe, name.Name, by,
                    .. pairs.Select(pair => TextTable.Value(table.BalancedAccuracy(recipe, pair.Kind, pair.Against, name, decision))),
                    TextTable.Value(table.CalledEdited(recipe, EditTests.Authentic, name, decision)),
                    TextTable.Value(table.CalledEdited(recipe, EditTests.Unedited, name, decision))]);
            }
        }
        Verb.Write(written);
    }
}
