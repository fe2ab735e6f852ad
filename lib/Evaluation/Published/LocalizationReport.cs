using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>The results of a localizer on one set: its masks with intervals, and the paper's two tables.</summary>
/// <param name="Masks">All images, with intervals and the constant predictions.</param>
/// <param name="Detection">Whole images classified by mask coverage, by source and method.</param>
/// <param name="Segmentation">Masks, by source and method.</param>
public sealed record LocalizationReport(MaskReport Masks, LocalizationTable Detection, LocalizationTable Segmentation)
{
    /// <summary>Measures a set of masks. Choose both thresholds on validation; one chosen on these images is reported as oracle.</summary>
    /// <param name="masks">The counted pixels of edited and authentic images.</param>
    /// <param name="maskThreshold">
    /// The lowest score of a pixel predicted edited, for example <c>ThresholdSweep.Of(validation, averaging).Best(c => c.F1)</c>.
    /// </param>
    /// <param name="coverageThreshold">
    /// The lowest share of such pixels in an image predicted edited, for example
    /// <c>ThresholdSweep.Of(validation.Coverage(maskThreshold)).Best(c => c.BalancedAccuracy)</c>.
    /// </param>
    /// <param name="averaging">How metrics of masks are averaged.</param>
    /// <param name="resamples">Bootstrap resamples for the 95 % intervals; 0 for no intervals.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="progress">Progress of the bootstrap; null for none.</param>
    /// <param name="cancellation">Cancels the bootstrap.</param>
    /// <exception cref="ArgumentException">There are no masks, or the mask threshold is not a multiple of 1/steps.</exception>
    public static LocalizationReport Of(
        MaskHistograms masks, Threshold maskThreshold, Threshold coverageThreshold, Averaging averaging,
        int resamples = 1000, long seed = 17,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) => new(
            MaskReport.Of(masks, maskThreshold, averaging, resamples, seed, progress, cancellation),
            LocalizationTables.Detection(masks, maskThreshold, coverageThreshold),
            LocalizationTables.Segmentation(masks, maskThreshold, averaging));

    /// <inheritdoc/>
    public override string ToString() => $"{Masks}\n\n{Detection}\n\n{Segmentation}";
}
