using System.Globalization;
using System.Text;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// The results of a localizer on one set: every mask metric with a bootstrap interval and the values of the two constant predictions
/// (nothing edited, everything edited), where the threshold came from, and the best F1 of any threshold.
/// </summary>
public sealed class MaskReport
{
    private static readonly (Metric Metric, Func<MaskMetrics, double> Of)[] Known =
    [
        (Metric.MaskF1, metrics => metrics.F1),
        (Metric.IoU, metrics => metrics.IoU),
        (Metric.MeanIoU, metrics => metrics.MeanIoU),
        (Metric.PixelAccuracy, metrics => metrics.PixelAccuracy),
    ];

    private MaskReport(MaskHistograms masks, Threshold threshold, Averaging averaging, IReadOnlyList<MetricValue> metrics, int resamples)
    {
        (Name, Images, Threshold, Averaging, Metrics, Resamples) = (masks.Name, masks.Count, threshold, averaging, metrics, resamples);
        EditedImages = masks.Count(mask => mask.HasEditedPixels);
        Provenance = threshold.ProvenanceOn(masks);
        ThresholdDescription = threshold.DescribeOn(masks);
        BestPossible = ThresholdSweep.Of(masks, averaging).MaxBy(point => point.Metrics.F1);
    }

    /// <summary>The name of the set.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Images { get; }

    /// <summary>Images whose true mask has edited pixels.</summary>
    public int EditedImages { get; }

    /// <summary>The lowest score of a pixel predicted edited.</summary>
    public Threshold Threshold { get; }

    /// <summary>Whether the threshold was fixed, chosen on other images, or chosen on some of these images (oracle).</summary>
    public ThresholdProvenance Provenance { get; }

    /// <summary>The threshold and its provenance in one sentence.</summary>
    public string ThresholdDescription { get; }

    /// <summary>How each metric is averaged.</summary>
    public Averaging Averaging { get; }

    /// <summary>The measured values: F1, IoU, mIoU, pixel accuracy.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; }

    /// <summary>The highest F1 of any threshold on these images: an oracle, an upper bound and not a result.</summary>
    public MaskSweepPoint BestPossible { get; }

    /// <summary>Bootstrap resamples of each interval; 0 for no intervals.</summary>
    public int Resamples { get; }

    /// <summary>The value of a metric, for example <c>report[Metric.IoU]</c>.</summary>
    /// <exception cref="KeyNotFoundException">The report has no such metric; the message lists those it has.</exception>
    public MetricValue this[Metric metric] => MetricValues.Find(Metrics, metric);

    /// <summary>Measures a set of masks.</summary>
    /// <param name="masks">Histograms of at least one image. Intervals resample by original (<c>SourceId</c>).</param>
    /// <param name="threshold">Fixed, or chosen by a sweep on validation; one chosen on these images is reported as oracle.</param>
    /// <param name="averaging">How each metric is averaged.</param>
    /// <param name="resamples">Bootstrap resamples for the 95 % intervals; 0 for no intervals.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="progress">Progress of the bootstrap; null for none.</param>
    /// <param name="cancellation">Cancels the bootstrap.</param>
    /// <exception cref="ArgumentException">There are no masks, or the threshold is not a multiple of 1/steps.</exception>
    public static MaskReport Of(
        MaskHistograms masks, Threshold threshold, Averaging averaging, int resamples = 1000, long seed = 17,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentNullException.ThrowIfNull(averaging);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        ArgumentOutOfRangeException.ThrowIfZero(masks.Count);
        var intervals = resamples == 0 ? null : Bootstrap.Percentile(
            masks, [.. Known.Select(known => known.Of)], threshold, averaging, new() { Resamples = resamples, Seed = seed },
            progress, cancellation);
        var measured = masks.Measure(threshold, averaging);
        var (nothing, everything) = (averaging.Of(masks.CountsAt(masks.Grid.None)), averaging.Of(masks.CountsAt(0)));
        var metrics = Known.Select((known, index) => new MetricValue(
            known.Metric, known.Of(measured), intervals?[index].Lower ?? double.NaN, intervals?[index].Upper ?? double.NaN)
        {
            AllNegative = known.Of(nothing),
            AllPositive = known.Of(everything),
        });
        return new(masks, threshold, averaging, [.. metrics], resamples);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"Masks of '{Name}': {Images:N0} images, {EditedImages:N0} of them with edited pixels");
        text.AppendLine(CultureInfo.InvariantCulture, $"threshold  {ThresholdDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"averaging  {Averaging}; ignored pixels are not counted");
        text.AppendLine();
        TextTable.Append(
            text,
            [["", "measured", Resamples > 0 ? "95 % interval" : "no interval", "nothing edited", "everything edited", "what it is"],
                .. Metrics.Select(Row)],
            left: [0, 5]);
        text.AppendLine();
        text.AppendLine("A pixel is predicted edited if its score is at least the threshold. " +
            "'nothing edited' and 'everything edited' are constant predictions.");
        text.Append(
            CultureInfo.InvariantCulture, $"ORACLE: no threshold reaches an F1 above {TextTable.Value(BestPossible.Metrics.F1)} here; " +
            $"{BestPossible.Threshold:0.####} does.");
        return text.ToString();
    }

    private static string[] Row(MetricValue metric) =>
    [
        metric.Name, metric.Metric.Format(metric.Value), TextTable.Interval(metric),
        metric.Metric.Format(metric.AllNegative), metric.Metric.Format(metric.AllPositive), metric.Metric.Description,
    ];
}
