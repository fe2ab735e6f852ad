using System.Collections;
using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// The pixels of a set of predicted masks, counted by truth and score in one pass: exact counts at every threshold that is a multiple
/// of 1/steps, so any number of thresholds costs little more than one. The masks themselves can go.
/// </summary>
public sealed class MaskHistograms : IReadOnlyList<MaskHistogram>
{
    /// <summary>Steps between threshold 0 and 1 unless others are asked for.</summary>
    public const int DefaultSteps = 1000;

    private readonly MaskHistogram[] images;

    private MaskHistograms(string name, ThresholdGrid grid, IEnumerable<MaskHistogram> images) => (Name, Grid, this.images) = (name, grid, [.. images]);

    /// <summary>What the set is called in reports.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Count => images.Length;

    /// <summary>The image at a position.</summary>
    public MaskHistogram this[int index] => images[index];

    internal ThresholdGrid Grid { get; }

    /// <summary>What the set consists of, so that a threshold knows the set it was chosen on.</summary>
    internal SampleIdentity Identity => new(Name, [], [], [.. images.Select(image => image.Record)]);

    /// <summary>Counts the pixels of masks.</summary>
    /// <param name="masks">At least one; taken one after the other, so they may be made as they are asked for.</param>
    /// <param name="name">What the set is called in reports; null for the name of <see cref="PredictedMasks"/>, or <c>masks</c>.</param>
    /// <param name="steps">Steps between threshold 0 and 1, at most 65,536; 8 bytes each for an image.</param>
    /// <exception cref="ArgumentException">There are no masks, or a score is not in [0, 1]; the message names the file.</exception>
    public static MaskHistograms Of(IEnumerable<PredictedMask> masks, string? name = null, int steps = DefaultSteps)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var grid = new ThresholdGrid(steps);
        name ??= (masks as PredictedMasks)?.Name ?? "masks";
        var histograms = new MaskHistograms(name, grid, masks.Select(mask => MaskHistogram.Of(mask, grid)));
        return histograms.Count > 0 ? histograms : throw new ArgumentException($"'{name}' is empty: there is nothing to measure.", nameof(masks));
    }

    /// <summary>The part whose records are kept, in the same order; may be empty.</summary>
    /// <param name="keep">True for a record to keep.</param>
    /// <param name="name">The part's name; null keeps the name of the whole.</param>
    public MaskHistograms Where(Func<ImageRecord, bool> keep, string? name = null) => new(name ?? Name, Grid, images.Where(image => keep(image.Record)));

    /// <summary>How well the masks agree with the truth at a threshold.</summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <param name="averaging">Over what.</param>
    /// <exception cref="ArgumentException">The threshold lies between two steps.</exception>
    public MaskMeasures Measure(Threshold threshold, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentNullException.ThrowIfNull(averaging);
        return averaging.Of(CountsAt(Grid.StepOf(threshold.Value)));
    }

    /// <summary>
    /// The image-level scores of a localizer: each image's share of counting pixels that are answered edited. An image is answered
    /// edited where that share reaches a coverage threshold: <c>ThresholdSweep.Of(validation.Coverage(mask)).Best(c => c.BalancedAccuracy)</c>.
    /// </summary>
    /// <param name="maskThreshold">The lowest score of a pixel that is answered edited; a multiple of 1/steps in [0, 1].</param>
    /// <returns>One score in [0, 1] an image; targets are the records' labels.</returns>
    /// <exception cref="ArgumentException">The threshold lies between two steps.</exception>
    public Predictions Coverage(Threshold maskThreshold)
    {
        ArgumentNullException.ThrowIfNull(maskThreshold);
        return new(Name, images.Select(image => new Prediction(image.Record, image.CoverageAt(maskThreshold.Value))));
    }

    /// <inheritdoc/>
    public IEnumerator<MaskHistogram> GetEnumerator() => ((IEnumerable<MaskHistogram>)images).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Each image's counts at one step of the grid.</summary>
    internal ConfusionCounts[] CountsAt(int step) => Array.ConvertAll(images, image => image.AtStep(step));
}
