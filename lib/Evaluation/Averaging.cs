using System.Runtime.CompilerServices;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// How a metric of masks is averaged. Values averaged differently cannot be compared, so there is no default: choose
/// <see cref="PerImage"/> or <see cref="Pooled"/>, for example <c>Averaging.PerImage with { EditedOnly = true }</c>.
/// </summary>
public sealed record Averaging
{
    private Averaging()
    {
    }

    /// <summary>The mean of each image's value: small images and regions count as much as large ones.</summary>
    public static Averaging PerImage { get; } = new();

    /// <summary>The value over all pixels of all images.</summary>
    public static Averaging Pooled { get; } = new() { IsPooled = true };

    /// <summary>True for <see cref="Pooled"/>.</summary>
    public bool IsPooled { get; private init; }

    /// <summary>True to ignore images whose true mask has no edited pixel.</summary>
    public bool EditedOnly { get; init; }

    /// <summary>
    /// The value of F1 and IoU where neither the truth nor the prediction has an edited pixel (0/0). Default 1: predicting nothing
    /// is correct where there is nothing to find.
    /// </summary>
    public double EmptyAgainstEmpty { get; init; } = 1;

    /// <summary>The convention, as reports print it.</summary>
    public override string ToString() =>
        $"{(IsPooled ? "pooled over all pixels of" : "mean over")} {(EditedOnly ? "edited" : "all")} images, "
        + $"empty against empty = {EmptyAgainstEmpty.Invariant()}";

    /// <summary>Averages the images of a set, or of a resample of it.</summary>
    /// <param name="images">The counts of each image; those without a valid pixel are ignored.</param>
    /// <param name="times">Weight of each image; empty for 1 each.</param>
    /// <returns>NaN throughout where no image is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a sweep of a thousand images calls this a million times
    internal MaskMetrics Of(IReadOnlyList<ConfusionCounts> images, ReadOnlySpan<int> times = default)
    {
        var (pooled, sum, weight) = (default(ConfusionCounts), default(MaskMetrics), 0L);
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
                var one = MaskMetrics.Of(counts, EmptyAgainstEmpty);
                sum = new(
                    sum.F1 + drawn * one.F1, sum.IoU + drawn * one.IoU, sum.MeanIoU + drawn * one.MeanIoU,
                    sum.PixelAccuracy + drawn * one.PixelAccuracy);
            }
        }
        return IsPooled ? MaskMetrics.Of(pooled, EmptyAgainstEmpty)
            : new(sum.F1 / weight, sum.IoU / weight, sum.MeanIoU / weight, sum.PixelAccuracy / weight);
    }

    private static ConfusionCounts Times(ConfusionCounts counts, long times) => new(
        times * counts.TruePositives, times * counts.FalsePositives, times * counts.TrueNegatives, times * counts.FalseNegatives);
}
