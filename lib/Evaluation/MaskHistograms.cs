using System.Collections;
using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// Histograms of the scores of a set of predicted masks, made in one pass: exact counts at every threshold that is a multiple of
/// 1/steps, so many thresholds cost little more than one. The masks need not be kept.
/// </summary>
public sealed class MaskHistograms : IReadOnlyList<MaskHistogram>
{
    /// <summary>Default number of steps between threshold 0 and 1.</summary>
    internal const int DefaultSteps = 1000;

    /// <summary>The power of <see cref="GeneralizedMean"/>.</summary>
    internal const int MeanPower = 8;

    private readonly MaskHistogram[] images;

    private MaskHistograms(string name, ThresholdGrid grid, IEnumerable<MaskHistogram> images) =>
        (Name, Grid, this.images) = (name, grid, [.. images]);

    /// <summary>Name of the set in reports.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Count => images.Length;

    /// <summary>The image at a position.</summary>
    public MaskHistogram this[int index] => images[index];

    internal ThresholdGrid Grid { get; }

    /// <summary>Identifies the set, so that a threshold knows the set it was chosen on.</summary>
    internal SampleIdentity Identity => new(Name, [], [], [.. images.Select(image => image.Record)]);

    /// <summary>Counts the pixels of masks.</summary>
    /// <param name="masks">At least one; enumerated once, so they may be computed lazily.</param>
    /// <param name="name">Name of the set in reports; null for the name of <see cref="PredictedMasks"/>, or <c>masks</c>.</param>
    /// <param name="steps">Steps between threshold 0 and 1, at most 65,536; 8 bytes per image and step.</param>
    /// <exception cref="ArgumentException">There are no masks, or a score is not in [0, 1]; the message names the file.</exception>
    public static MaskHistograms Of(IEnumerable<PredictedMask> masks, string? name = null, int steps = DefaultSteps)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var grid = new ThresholdGrid(steps);
        name ??= (masks as PredictedMasks)?.Name ?? "masks";
        var histograms = new MaskHistograms(name, grid, masks.Select(mask => MaskHistogram.Of(mask, grid)));
        return histograms.Count > 0 ? histograms
            : throw new ArgumentException($"'{name}' is empty: there is nothing to measure.", nameof(masks));
    }

    /// <summary>The masks whose records satisfy a condition, in the same order; may be empty.</summary>
    /// <param name="keep">True for a record to keep.</param>
    /// <param name="name">Name of the subset; null keeps the name.</param>
    public MaskHistograms Where(Func<ImageRecord, bool> keep, string? name = null) =>
        new(name ?? Name, Grid, images.Where(image => keep(image.Record)));

    /// <summary>The averaged metrics at a threshold.</summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <param name="averaging">How the metric is averaged.</param>
    /// <exception cref="ArgumentException">The threshold is not a multiple of 1/steps.</exception>
    public MaskMetrics Measure(Threshold threshold, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentNullException.ThrowIfNull(averaging);
        return averaging.Of(CountsAt(Grid.StepOf(threshold.Value)));
    }

    /// <summary>
    /// Image-level scores of a localizer: each image's share of valid pixels predicted edited. An image is predicted
    /// edited where that share reaches a coverage threshold, for example
    /// <c>ThresholdSweep.Of(validation.Coverage(mask)).Best(c => c.BalancedAccuracy)</c>.
    /// </summary>
    /// <param name="maskThreshold">The lowest score of a pixel predicted edited; a multiple of 1/steps in [0, 1].</param>
    /// <returns>One score in [0, 1] per image; the targets are the records' labels.</returns>
    /// <exception cref="ArgumentException">The threshold is not a multiple of 1/steps.</exception>
    public Predictions Coverage(Threshold maskThreshold)
    {
        ArgumentNullException.ThrowIfNull(maskThreshold);
        return new(Name, images.Select(image => new Prediction(image.Record, image.CoverageAt(maskThreshold.Value))));
    }

    /// <summary>
    /// Image-level scores of a localizer, without a threshold of pixels: the generalized mean (Σ score⁸ / pixels)^(1/8) of each image's
    /// valid scores, between their mean and the largest; what <see cref="Training.Losses.WithImageLevel"/> trains.
    /// </summary>
    /// <returns>
    /// One score in [0, 1] per image, from scores rounded down to steps; the targets are the records' labels.
    /// </returns>
    public Predictions GeneralizedMean() =>
        new(Name, images.Select(image => new Prediction(image.Record, image.GeneralizedMean(MeanPower))));

    /// <inheritdoc/>
    public IEnumerator<MaskHistogram> GetEnumerator() => ((IEnumerable<MaskHistogram>)images).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The counts of each image at a step of the grid.</summary>
    internal ConfusionCounts[] CountsAt(int step) => Array.ConvertAll(images, image => image.AtStep(step));
}
