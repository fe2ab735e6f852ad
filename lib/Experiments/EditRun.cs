using Telltale.CopyMove;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>What a localizer made of one test image.</summary>
/// <param name="Record">The image.</param>
/// <param name="Set">Its kind of edit, or why it has none: a name of <see cref="EditTests"/>.</param>
/// <param name="Degradation">What was done to it before.</param>
/// <param name="F1">F1 of the edited pixels at the threshold chosen on validation; meaningless where nothing was edited.</param>
/// <param name="IoU">IoU of the edited pixels at the same threshold.</param>
/// <param name="ShareEdited">Share of edited pixels in the true mask: the IoU of "everything edited".</param>
/// <param name="CalledEdited">Whether the image is called edited, by each decision that the localizer has.</param>
internal sealed record EditScore(
    ImageRecord Record, string Set, string Degradation, double F1, double IoU, double ShareEdited,
    IReadOnlyDictionary<ImageDecision, bool> CalledEdited)
{
    /// <summary>F1 of the constant prediction "everything edited".</summary>
    public double EverythingF1 => 2 * ShareEdited / (1 + ShareEdited);
}

/// <summary>A recipe trained once and tested on every image.</summary>
/// <param name="Recipe">The name of the recipe.</param>
/// <param name="Seed">The seed of the training; null without one.</param>
/// <param name="Scores">One for each test image and degradation.</param>
internal sealed record EditRun(string Recipe, int? Seed, IReadOnlyList<EditScore> Scores)
{
    // Training images that the head is fitted on; it has five parameters.
    private const int HeadImages = 300;

    private static readonly Averaging Edited = Averaging.PerImage with { EditedOnly = true };

    /// <summary>Trains a recipe and tests it; all thresholds and the head come from training and validation images.</summary>
    internal static EditRun Of(
        LocalizerRecipe recipe, ImageCollection training, ImageCollection validation, EditTests tests,
        IReadOnlyList<EditDegradation> degradations, int seed, CancellationToken cancellation)
    {
        using var model = recipe.Fit(training, validation, seed, cancellation);
        MaskHistograms Measured(ImageCollection images, EditDegradation degradation) =>
            MaskHistograms.Of(EditTests.Masks(model, images, degradation, cancellation), images.Name);
        var chosen = Measured(validation, EditDegradation.Clean);
        var pixels = ThresholdSweep.Of(chosen, Edited).Best(c => c.F1);
        var head = ImageHead.Fit(Measured(EditTests.Evenly(training, HeadImages), EditDegradation.Clean));
        var decisions = new Dictionary<ImageDecision, Func<MaskHistograms, Predictions>>
        {
            [ImageDecision.Coverage] = masks => masks.Coverage(pixels),
            [ImageDecision.Head] = head.Score,
            [ImageDecision.GeneralizedMean] = masks => masks.GeneralizedMean(),
        };
        var thresholds = decisions.ToDictionary(
            one => one.Key, one => ThresholdSweep.Of(one.Value(chosen)).Best(c => c.BalancedAccuracy).Value);
        return new(recipe.Name, seed, [.. degradations.SelectMany(degradation => tests.Sets.SelectMany(set =>
        {
            var masks = Measured(set.Value, degradation);
            var scores = decisions.ToDictionary(one => one.Key, one => one.Value(masks).Scores);
            return masks.Select((mask, index) => Score(mask, set.Key, degradation, pixels, scores.ToDictionary(
                one => one.Key, one => one.Value[index] >= thresholds[one.Key])));
        }))]);
    }

    /// <summary>Tests the copy-move matcher, which needs no training: an image with any match is edited.</summary>
    internal static EditRun OfMatcher(
        EditTests tests, IReadOnlyList<EditDegradation> degradations, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var scores = new List<EditScore>();
        foreach (var (degradation, set) in degradations.SelectMany(degradation => tests.Sets.Select(set => (degradation, set))))
        {
            var (dataset, masks) = (EditTests.AtFullSize(set.Value), new PredictedMask[set.Value.Count]);
            new ParallelWork($"match {set.Key}, {degradation}", masks.Length).Run(index =>
            {
                var (image, mask) = EditTests.Degraded(dataset, index, degradation);
                masks[index] = new(set.Value[index], CopyMoveMatcher.ScorePixels(image, cancellation: cancellation), mask);
            }, progress, cancellation);
            var pixels = Threshold.Fixed(0.5);
            scores.AddRange(MaskHistograms.Of(masks).Select(mask => Score(mask, set.Key, degradation, pixels,
                new Dictionary<ImageDecision, bool> { [ImageDecision.Coverage] = mask.CoverageAt(pixels.Value) > 0 })));
        }
        return new(EditComparison.Matcher, null, scores);
    }

    private static EditScore Score(
        MaskHistogram mask, string set, EditDegradation degradation, Threshold pixels, Dictionary<ImageDecision, bool> calledEdited)
    {
        var (counts, all) = (mask.At(pixels.Value), mask.At(0));
        var metrics = MaskMetrics.Of(counts);
        return new(
            mask.Record, set, degradation.Name, metrics.F1, metrics.IoU, all.TruePositives / (double)all.Total, calledEdited);
    }
}
