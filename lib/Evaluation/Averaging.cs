using System.Runtime.CompilerServices;

namespace Telltale.Evaluation;

/// <summary>
/// Over what a figure of masks is averaged. Figures by different conventions cannot be compared, so there is no default: it is
/// <see cref="PerImage"/> or <see cref="Pooled"/>, changed by <c>Averaging.PerImage with { EditedOnly = true }</c>.
/// </summary>
public sealed record Averaging
{
    private Averaging()
    {
    }

    /// <summary>The mean over images of each image's figure: a small image or region counts as much as a large one.</summary>
    public static Averaging PerImage { get; } = new();

    /// <summary>The figure of all pixels of all images together.</summary>
    public static Averaging Pooled { get; } = new() { IsPooled = true };

    /// <summary>True for <see cref="Pooled"/>.</summary>
    public bool IsPooled { get; private init; }

    /// <summary>True to leave out images without an edited pixel in their true mask.</summary>
    public bool EditedOnly { get; init; }

    /// <summary>
    /// The value of F1 and IoU where neither the truth nor the answer holds an edited pixel (0/0). Default 1: nothing to find and
    /// nothing found is right.
    /// </summary>
    public double EmptyAgainstEmpty { get; init; } = 1;

    /// <summary>The convention in words.</summary>
    public override string ToString() =>
        $"{(IsPooled ? "pooled over all pixels of" : "mean over")} {(EditedOnly ? "edited" : "all")} images, empty against empty = {EmptyAgainstEmpty}";

    /// <summary>Averages the images of a set, or of a resample of it.</summary>
    /// <param name="images">The counts of each image; those without a counting pixel are left out.</param>
    /// <param name="times">How often each image counts; empty for once each.</param>
    /// <returns>NaN throughout where no image is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a sweep of a thousand images comes here a million times
    internal MaskMeasures Of(IReadOnlyList<ConfusionCounts> images, ReadOnlySpan<int> times = default)
    {
        var (pooled, sum, weight) = (default(ConfusionCounts), default(MaskMeasures), 0L);
        for (var image = 0; image < images.Count; image++)
        {
            var (counts, drawn) = (images[image], times.IsEmpty ? 1 : times[image]);
            if (drawn == 0 || counts.Total == 0 || (EditedOnly && counts.Positives == 0))
            {
                continue;
            }
            weight += drawn;
            if (IsPooled)
            {
                pooled += Times(counts, drawn);
            }
            else
            {
                var one = MaskMeasures.Of(counts, EmptyAgainstEmpty);
                sum = new(sum.F1 + drawn * one.F1, sum.IoU + drawn * one.IoU, sum.MeanIoU + drawn * one.MeanIoU, sum.PixelAccuracy + drawn * one.PixelAccuracy);
            }
        }
        return IsPooled ? MaskMeasures.Of(pooled, EmptyAgainstEmpty)
            : new(sum.F1 / weight, sum.IoU / weight, sum.MeanIoU / weight, sum.PixelAccuracy / weight);
    }

    private static ConfusionCounts Times(ConfusionCounts counts, long times) => new(
        times * counts.TruePositives, times * counts.FalsePositives, times * counts.TrueNegatives, times * counts.FalseNegatives);
}
