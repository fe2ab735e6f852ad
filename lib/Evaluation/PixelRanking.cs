namespace Telltale.Evaluation;

/// <summary>
/// How well the scores order the pixels of masks, whatever the threshold: ROC AUC and average precision over pixels, from the histograms
/// of one pass. They are those of the scores rounded down to a multiple of 1/steps, exactly; of the scores themselves where these lie on
/// the grid.
/// </summary>
/// <param name="RocAuc">
/// The probability that an edited pixel scores higher than an authentic one, ties counting half; NaN without one of the two.
/// </param>
/// <param name="AveragePrecision">
/// The sum over thresholds of (Rₙ − Rₙ₋₁) Pₙ, as scikit-learn has it; NaN without edited pixels.
/// </param>
public sealed record PixelRanking(double RocAuc, double AveragePrecision)
{
    /// <summary>Over the pixels of all images together: one ranking, so scores must be comparable between images.</summary>
    /// <param name="masks">The histograms; at least one.</param>
    public static PixelRanking Pooled(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return Of(masks.Grid, step => masks.CountsAt(step).Aggregate(default(ConfusionCounts), ConfusionCounts.Add));
    }

    /// <summary>The mean over images of each image's own; images where a value is not defined are left out of its mean.</summary>
    /// <param name="masks">The histograms; at least one.</param>
    public static PixelRanking PerImage(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        PixelRanking[] images = [.. masks.Select(image => Of(masks.Grid, image.AtStep))];
        return new(Mean(images.Select(image => image.RocAuc)), Mean(images.Select(image => image.AveragePrecision)));
    }

    private static PixelRanking Of(ThresholdGrid grid, Func<int, ConfusionCounts> countsAt)
    {
        var (previous, twiceArea, precision) = (countsAt(grid.None), (Int128)0, 0.0);
        foreach (var step in grid.Every.Skip(1))
        {
            var counts = countsAt(step);
            var gained = counts.TruePositives - previous.TruePositives;
            twiceArea += (Int128)(counts.FalsePositives - previous.FalsePositives) * (counts.TruePositives + previous.TruePositives);
            precision += gained * counts.Precision;
            previous = counts;
        }
        return new((double)twiceArea / (2.0 * previous.Positives * previous.Negatives), precision / previous.Positives);
    }

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
