using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>One localizer on edits of one shape.</summary>
/// <param name="TrainedOn">The shape of the edits that it was trained on.</param>
/// <param name="TestedOn">The shape of the edits that it is tested on.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Bias">F1 on the edits, and on their unedited originals.</param>
internal sealed record ShapeOutcome(RegionShape TrainedOn, RegionShape TestedOn, int Seed, ObjectBias Bias);

/// <summary>
/// Object bias in training: the same photographs are edited by the same method inside random rectangles and inside regions that follow what
/// is shown, and localizers trained on each are tested on both (simulated). One that has learned to find objects loses where the edits are
/// rectangles; one that reads the edit does not.
/// </summary>
/// <example><code>
/// var split = Corpus.Localization().SplitAsNamed();
/// var result = ShapeTransfer.Run(split, LocalizerRecipe.Of(Profile.Quick), seeds: [17, 18, 19]);
/// Console.WriteLine(result);
/// </code></example>
public sealed class ShapeTransfer
{
    // Edits of each training photograph.
    private const int Variations = 2;

    private static readonly RegionShape[] Shapes = [RegionShape.Box, RegionShape.Segment];

    private ShapeTransfer(string images, string recipe, IEnumerable<ShapeOutcome> outcomes) => (Images, Recipe, Outcomes) = (
        images, recipe, [.. outcomes.OrderBy(one => one.TrainedOn).ThenBy(one => one.TestedOn).ThenBy(one => one.Seed)]);

    /// <summary>The name of the images.</summary>
    public string Images { get; }

    /// <summary>The name of the recipe.</summary>
    public string Recipe { get; }

    /// <summary>One for each pair of shapes and each seed.</summary>
    internal IReadOnlyList<ShapeOutcome> Outcomes { get; }

    /// <summary>Forges, trains and tests. Forged images and trained runs are cached.</summary>
    /// <param name="split">Its authentic images are edited; edited ones are not used.</param>
    /// <param name="recipe">How the localizers are trained; its <see cref="LocalizerRecipe.TrainOn"/> is not used.</param>
    /// <param name="seeds">Seeds of training.</param>
    /// <param name="method">How the images are edited; null for <see cref="ForgingMethod.StableDiffusion2Spliced"/>.</param>
    /// <param name="progress">Progress after each run; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps; calling again resumes.</param>
    /// <exception cref="ArgumentException">A part has no authentic image.</exception>
    public static ShapeTransfer Run(
        CollectionSplit split, LocalizerRecipe recipe, IReadOnlyList<int> seeds, ForgingMethod? method = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(seeds);
        method ??= ForgingMethod.StableDiffusion2Spliced;
        ImageCollection Edited(ImageCollection images, RegionShape shape, int variations) => WithEdits(images, variations,
            (authentic, seed) => ForgedImages.Edited(authentic, method, shape, seed, null, progress, cancellation));
        var sets = Shapes.ToDictionary(shape => shape, shape => (
            Train: Edited(split.Train, shape, Variations), Validation: Edited(split.Validation, shape, 1),
            Test: Edited(split.Test, shape, 1)));
        var jobs = Shapes.SelectMany(_ => seeds, (shape, seed) => (Shape: shape, Seed: seed)).ToList();
        var (outcomes, watch, done) = (new ConcurrentBag<ShapeOutcome>(), Stopwatch.StartNew(), 0);
        ParallelRuns.ForEach(jobs, job =>
        {
            var (train, validation, _) = sets[job.Shape];
            using var model = recipe.Fit(train, validation, job.Seed, cancellation);
            PredictedMasks Masks(ImageCollection images) =>
                new(images.Name, EditTests.Masks(model, images, EditDegradation.Clean, cancellation));
            var threshold = ThresholdSweep.Of(Masks(validation), Averaging.PerImage with { EditedOnly = true }).Best(c => c.F1);
            foreach (var shape in Shapes)
            {
                outcomes.Add(new(job.Shape, shape, job.Seed, ObjectBias.Of(Masks(sets[shape].Test), threshold)));
            }
            progress?.Report(new(
                "shapes", Interlocked.Increment(ref done), jobs.Count, watch.Elapsed, "runs", $"{job.Shape}, seed {job.Seed}"));
        }, cancellation);
        return new(split.Test.Name, recipe.Name, outcomes);
    }

    /// <summary>A value over the seeds.</summary>
    /// <param name="trainedOn">The shape of the training edits.</param>
    /// <param name="testedOn">The shape of the test edits.</param>
    /// <param name="value">For example <c>bias => bias.Edited.Mean</c>.</param>
    internal Spread OverSeeds(RegionShape trainedOn, RegionShape testedOn, Func<ObjectBias, double> value) => Spread.Of(
        Outcomes.Where(one => one.TrainedOn == trainedOn && one.TestedOn == testedOn).Select(one => value(one.Bias)));

    /// <summary>The rows of the table: shapes, F1 on edited images, on their unedited originals, and of "everything edited".</summary>
    public IReadOnlyList<(RegionShape TrainedOn, RegionShape TestedOn, Spread Edited, Spread Original, double Everything)> Rows =>
    [
        .. Outcomes.Select(one => (one.TrainedOn, one.TestedOn)).Distinct().Select(pair => (
            pair.TrainedOn, pair.TestedOn, OverSeeds(pair.TrainedOn, pair.TestedOn, bias => bias.Edited.Mean),
            OverSeeds(pair.TrainedOn, pair.TestedOn, bias => bias.Original.Mean),
            OverSeeds(pair.TrainedOn, pair.TestedOn, bias => bias.Everything.Mean).Mean)),
    ];

    /// <summary>The rows, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Shapes of edits, {Recipe} on {Images} (simulated), F1 over the seeds\n\n");
        TextTable.Append(text, [["trained on", "tested on", "edited images", "unedited originals", "everything edited"],
            .. Rows.Select(row => new[]
            {
                NameOf(row.TrainedOn), NameOf(row.TestedOn), $"{row.Edited}", $"{row.Original}", TextTable.Value(row.Everything),
            })], 0, 1);
        return text.ToString().TrimEnd();
    }

    /// <summary>A shape in the words of the table.</summary>
    /// <param name="shape">A rectangle or a segment.</param>
    public static string NameOf(RegionShape shape) => shape == RegionShape.Box ? "rectangles" : "object-shaped regions";

    private static ImageCollection WithEdits(
        ImageCollection images, int variations, Func<ImageCollection, int, ImageCollection> edited)
    {
        var authentic = images.Where(record => !record.IsPositive && record.Method != EditTests.Unedited);
        var edits = Enumerable.Range(0, variations).SelectMany(seed => edited(authentic, seed));
        return authentic.Count > 0
            ? new(images.Name, authentic.Concat(edits)) { IsSimulated = true }
            : throw new ArgumentException($"'{images.Name}' has no authentic image to edit.", nameof(images));
    }
}
