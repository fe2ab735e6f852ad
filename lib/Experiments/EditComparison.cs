using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>
/// Recipes of localizers on three kinds of edit, clean and degraded: what each recipe gains and what it costs, with the constant
/// predictions beside.
/// </summary>
/// <example><code>
/// var split = Corpus.Localization().SplitAsNamed();
/// var table = EditComparison.Run(split, LocalizerRecipes.Alone(Profile.Quick), seeds: [17, 18, 19]);
/// Console.WriteLine(table);
/// Console.WriteLine(table.F1("chains", EditTests.Spliced, EditDegradation.Jpeg(80)));
/// </code></example>
public sealed class EditComparison
{
    /// <summary>The name of the copy-move matcher among the recipes.</summary>
    public const string Matcher = "copy-move matcher";

    private const int RunsOnAGpu = 4;

    private readonly BootstrapOptions bootstrap;

    private EditComparison(string images, bool isSimulated, IEnumerable<EditRun> runs, IReadOnlyList<string> degradations, int resamples)
    {
        (Images, IsSimulated, Degradations) = (images, isSimulated, degradations);
        Runs = [.. runs];
        bootstrap = new() { Resamples = resamples };
    }

    /// <summary>The name of the images.</summary>
    public string Images { get; }

    /// <summary>True for simulated images.</summary>
    public bool IsSimulated { get; }

    /// <summary>One for each recipe and seed.</summary>
    internal IReadOnlyList<EditRun> Runs { get; }

    /// <summary>The names of the degradations, the first being <see cref="EditDegradation.Clean"/>.</summary>
    public IReadOnlyList<string> Degradations { get; }

    /// <summary>The names of the recipes; changes are measured against the first.</summary>
    public IReadOnlyList<string> Recipes => [.. Runs.Select(run => run.Recipe).Distinct()];

    /// <summary>The kinds of edit.</summary>
    public IReadOnlyList<string> Kinds => [.. new[] { EditTests.Spliced, EditTests.FullyRegenerated, EditTests.CopyMove }
        .Where(kind => Runs[0].Scores.Any(one => one.Set == kind))];

    /// <summary>Trains all recipes with all seeds and tests them.</summary>
    /// <param name="split">The parts of a localization collection.</param>
    /// <param name="recipes">The recipes, the baseline first.</param>
    /// <param name="seeds">Seeds of training.</param>
    /// <param name="degradations">What is done to test images; null for <see cref="EditDegradation.Few"/>.</param>
    /// <param name="withMatcher">True to add the copy-move matcher as the last recipe; it is not trained.</param>
    /// <param name="most">The most test images of each kind, taken evenly; null for all.</param>
    /// <param name="resamples">Bootstrap resamples of every interval.</param>
    /// <param name="progress">Progress after each run; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes. Trained runs are cached.</param>
    /// <exception cref="ArgumentException">There is no recipe, no seed or no authentic test image.</exception>
    public static EditComparison Run(
        CollectionSplit split, IReadOnlyList<LocalizerRecipe> recipes, IReadOnlyList<int> seeds,
        IReadOnlyList<EditDegradation>? degradations = null, bool withMatcher = true, int? most = null, int resamples = 1000,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentNullException.ThrowIfNull(seeds);
        if (recipes.Count * seeds.Count == 0 && !withMatcher)
        {
            throw new ArgumentException("A comparison needs at least one recipe and one seed, or the matcher.");
        }
        degradations ??= EditDegradation.Few;
        var tests = EditTests.Of(split.Test, most, progress, cancellation);
        var training = recipes.ToDictionary(recipe => recipe.Name, recipe => recipe.Replaced(split.Train));
        var jobs = seeds.SelectMany(seed => recipes.Select(recipe => (Recipe: recipe, Seed: seed))).ToList();
        var (runs, watch, done) = (new ConcurrentBag<EditRun>(), Stopwatch.StartNew(), 0);
        ParallelRuns.ForEach(jobs, job =>
        {
            runs.Add(EditRun.Of(job.Recipe, training[job.Recipe.Name], split.Validation, tests, degradations, job.Seed, cancellation));
            progress?.Report(new(
                "edits", Interlocked.Increment(ref done), jobs.Count, watch.Elapsed, "runs", $"{job.Recipe.Name}, seed {job.Seed}"));
        }, cancellation, RunsOnAGpu);
        var ordered = jobs.Select(job => runs.First(run => (run.Recipe, run.Seed) == (job.Recipe.Name, job.Seed)))
            .OrderBy(run => recipes.Index().First(recipe => recipe.Item.Name == run.Recipe).Index);
        EditRun[] matcher = withMatcher ? [EditRun.OfMatcher(tests, degradations, progress, cancellation)] : [];
        return new(
            split.Test.Name, split.Test.IsSimulated, ordered.Concat(matcher), [.. degradations.Select(one => one.Name)], resamples);
    }

    /// <summary>F1 of one recipe on one kind of edit after one degradation.</summary>
    /// <param name="recipe">Its name.</param>
    /// <param name="kind">For example <see cref="EditTests.Spliced"/>.</param>
    /// <param name="degradation">For example <see cref="EditDegradation.Clean"/>.</param>
    public ImageMean F1(string recipe, string kind, EditDegradation degradation) =>
        Value([recipe], kind, NameOf(degradation), ofRecipe => ofRecipe[0].F1);

    /// <summary>IoU of one recipe on one kind of edit after one degradation.</summary>
    /// <param name="recipe">Its name.</param>
    /// <param name="kind">For example <see cref="EditTests.Spliced"/>.</param>
    /// <param name="degradation">For example <see cref="EditDegradation.Clean"/>.</param>
    public ImageMean IoU(string recipe, string kind, EditDegradation degradation) =>
        Value([recipe], kind, NameOf(degradation), ofRecipe => ofRecipe[0].IoU);

    /// <summary>How much F1 changes from the first recipe to another, on the same images.</summary>
    /// <param name="recipe">The name of the other recipe.</param>
    /// <param name="kind">For example <see cref="EditTests.Spliced"/>.</param>
    /// <param name="degradation">For example <see cref="EditDegradation.Clean"/>.</param>
    public ImageMean Change(string recipe, string kind, EditDegradation degradation) =>
        Value([recipe, Recipes[0]], kind, NameOf(degradation), ofRecipes => ofRecipes[0].F1 - ofRecipes[1].F1);

    /// <summary>F1 of the constant prediction "everything edited".</summary>
    /// <param name="kind">For example <see cref="EditTests.Spliced"/>.</param>
    /// <param name="degradation">For example <see cref="EditDegradation.Clean"/>.</param>
    public ImageMean EverythingEdited(string kind, EditDegradation degradation) =>
        Value([Recipes[0]], kind, NameOf(degradation), ofRecipe => ofRecipe[0].EverythingF1);

    /// <summary>
    /// The share of images that are called edited, over images and seeds; NaN where there are none, or without that decision.
    /// </summary>
    /// <param name="recipe">Its name.</param>
    /// <param name="set">A kind of edit, <see cref="EditTests.Authentic"/> or <see cref="EditTests.Unedited"/>.</param>
    /// <param name="degradation">For example <see cref="EditDegradation.Clean"/>.</param>
    /// <param name="decision">How it is decided; the matcher has <see cref="ImageDecision.Coverage"/> alone.</param>
    public double CalledEdited(string recipe, string set, EditDegradation degradation, ImageDecision decision)
    {
        bool[] calls = [.. Of(recipe, set, NameOf(degradation)).SelectMany(run => run)
            .Where(one => one.CalledEdited.ContainsKey(decision)).Select(one => one.CalledEdited[decision])];
        return calls.Length == 0 ? double.NaN : calls.Count(call => call) / (double)calls.Length;
    }

    /// <summary>Balanced accuracy of "was it edited?": images of a kind against images without an edit.</summary>
    /// <param name="recipe">Its name.</param>
    /// <param name="kind">For example <see cref="EditTests.Spliced"/>.</param>
    /// <param name="against"><see cref="EditTests.Authentic"/> or <see cref="EditTests.Unedited"/>.</param>
    /// <param name="degradation">For example <see cref="EditDegradation.Clean"/>.</param>
    /// <param name="decision">How it is decided; the matcher has <see cref="ImageDecision.Coverage"/> alone.</param>
    public double BalancedAccuracy(string recipe, string kind, string against, EditDegradation degradation, ImageDecision decision) =>
        (CalledEdited(recipe, kind, degradation, decision) + 1 - CalledEdited(recipe, against, degradation, decision)) / 2;

    /// <summary>F1 of every recipe, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"F1 on {Images}{(IsSimulated ? " (simulated)" : "")}\n\n");
        string[] heading = ["edit", "degradation", .. Recipes, "everything edited"];
        TextTable.Append(text, [heading, .. Kinds.SelectMany(_ => Degradations, Row)], 0, 1);
        return text.ToString().TrimEnd();
    }

    private string[] Row(string kind, string degradation) =>
    [
        kind, degradation, .. Recipes.Select(recipe => $"{Value([recipe], kind, degradation, one => one[0].F1)}"),
        TextTable.Value(Value([Recipes[0]], kind, degradation, one => one[0].EverythingF1).Mean),
    ];

    private static string NameOf(EditDegradation degradation)
    {
        ArgumentNullException.ThrowIfNull(degradation);
        return degradation.Name;
    }

    // Of each run, its scores in the order of the images.
    private EditScore[][] Of(string recipe, string set, string degradation) => [.. Runs.Where(run => run.Recipe == recipe)
        .Select(run => run.Scores.Where(one => one.Set == set && one.Degradation == degradation).ToArray())];

    // The value of an image is the mean over the seeds; the matcher has one run, which is compared with each.
    private ImageMean Value(string[] recipes, string set, string degradation, Func<EditScore[], double> value)
    {
        var runs = recipes.Select(recipe => Of(recipe, set, degradation)).ToArray();
        if (runs.FirstOrDefault(ofRecipe => ofRecipe.Length == 0 || ofRecipe[0].Length == 0) is not null)
        {
            throw new ArgumentException(
                $"There is no run of {string.Join(" and ", recipes)} on {set}, {degradation}. Recipes: {string.Join(", ", Recipes)}; "
                + $"kinds: {string.Join(", ", Kinds)}; degradations: {string.Join(", ", Degradations)}.");
        }
        var seeds = runs.Max(ofRecipe => ofRecipe.Length);
        double[] values = [.. Enumerable.Range(0, runs[0][0].Length).Select(image => Enumerable.Range(0, seeds)
            .Average(seed => value([.. runs.Select(ofRecipe => ofRecipe[seed % ofRecipe.Length][image])])))];
        return ImageMean.Of([.. runs[0][0].Select(one => one.Record)], values, bootstrap);
    }
}
