using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>How well a localizer does on one set: its masks with intervals, and the paper's two tables.</summary>
/// <param name="Masks">All images together, with intervals and the trivial answers.</param>
/// <param name="Detection">Whole images judged by mask coverage, for each source and method.</param>
/// <param name="Segmentation">Masks, for each source and method.</param>
public sealed record LocalizationReport(MaskReport Masks, LocalizationTable Detection, LocalizationTable Segmentation)
{
    /// <summary>Measures a set of masks. Both thresholds are best chosen on validation; one chosen on these images is reported as oracle.</summary>
    /// <param name="masks">The counted pixels of edited and authentic images.</param>
    /// <param name="maskThreshold">The lowest score of a pixel that is answered edited: <c>ThresholdSweep.Of(validation, averaging).Best(c => c.F1)</c>.</param>
    /// <param name="coverageThreshold">
    /// The lowest share of such pixels in an image that is answered edited:
    /// <c>ThresholdSweep.Of(validation.Coverage(maskThreshold)).Best(c => c.BalancedAccuracy)</c>.
    /// </param>
    /// <param name="averaging">Over what figures of masks are averaged.</param>
    /// <param name="resamples">Bootstrap resamples for the 95 % intervals; 0 for none.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="progress">Told how far the bootstrap is; null for none.</param>
    /// <param name="cancellation">Stops the bootstrap.</param>
    /// <exception cref="ArgumentException">There are no masks, or the mask threshold lies between two steps of the histograms.</exception>
    public static LocalizationReport Of(
        MaskHistograms masks, Threshold maskThreshold, Threshold coverageThreshold, Averaging averaging, int resamples = 1000, long seed = 17,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) => new(
            MaskReport.Of(masks, maskThreshold, averaging, resamples, seed, progress, cancellation),
            LocalizationTables.Detection(masks, maskThreshold, coverageThreshold),
            LocalizationTables.Segmentation(masks, maskThreshold, averaging));

    /// <inheritdoc/>
    public override string ToString() => $"{Masks}\n\n{Detection}\n\n{Segmentation}";
}
