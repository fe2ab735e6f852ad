using System.Text;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// How well a localizer finds the edited pixels of one set: every measure with a bootstrap interval, beside what the two trivial answers
/// (nothing edited, everything edited) would reach on the same images, with the provenance of the threshold and the best any threshold could do.
/// </summary>
public sealed class MaskReport
{
    private static readonly (Metric Metric, Func<MaskMeasures, double> Of)[] Measured =
    [
        (Metric.MaskF1, measures => measures.F1),
        (Metric.IoU, measures => measures.IoU),
        (Metric.MeanIoU, measures => measures.MeanIoU),
        (Metric.PixelAccuracy, measures => measures.PixelAccuracy),
    ];

    private MaskReport(MaskHistograms masks, Threshold threshold, Averaging averaging, IReadOnlyList<MetricValue> metrics, int resamples)
    {
        (Name, Images, Threshold, Averaging, Metrics, Resamples) = (masks.Name, masks.Count, threshold, averaging, metrics, resamples);
        EditedImages = masks.Count(mask => mask.HasEditedPixels);
        Provenance = threshold.ProvenanceOn(masks);
        ThresholdDescription = threshold.DescribeOn(masks);
        BestPossible = ThresholdSweep.Of(masks, averaging).MaxBy(point => point.Measures.F1);
    }

    /// <summary>The name of the set.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Images { get; }

    /// <summary>Images whose true mask marks any pixel.</summary>
    public int EditedImages { get; }

    /// <summary>The lowest score of a pixel that is answered edited.</summary>
    public Threshold Threshold { get; }

    /// <summary>Whether the threshold was fixed, chosen on other images, or chosen on some of these (oracle).</summary>
    public ThresholdProvenance Provenance { get; }

    /// <summary>The threshold and its provenance in one sentence.</summary>
    public string ThresholdDescription { get; }

    /// <summary>Over what each figure is averaged.</summary>
    public Averaging Averaging { get; }

    /// <summary>The measured figures: F1, IoU, mIoU, pixel accuracy.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; }

    /// <summary>The highest F1 that any threshold reaches on these images: an oracle's, an upper bound and not a result.</summary>
    public MaskSweepPoint BestPossible { get; }

    /// <summary>Bootstrap resamples behind each interval; 0 for none.</summary>
    public int Resamples { get; }

    /// <summary>The value of a metric, for example <c>report[Metric.IoU]</c>.</summary>
    /// <exception cref="KeyNotFoundException">The report has no such metric; the message lists those it has.</exception>
    public MetricValue this[Metric metric] => MetricValues.Find(Metrics, metric);

    /// <summary>Measures a set of masks.</summary>
    /// <param name="masks">The counted pixels of at least one image. Intervals draw images of one original (<c>SourceId</c>) together.</param>
    /// <param name="threshold">Fixed, or chosen by a sweep on validation; one chosen on these images is reported as oracle.</param>
    /// <param name="averaging">Over what each figure is averaged.</param>
    /// <param name="resamples">Bootstrap resamples for the 95 % intervals; 0 for none.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="progress">Told how far the bootstrap is; null for none.</param>
    /// <param name="cancellation">Stops the bootstrap.</param>
    /// <exception cref="ArgumentException">There are no masks, or the threshold lies between two steps of the histograms.</exception>
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
            masks, [.. Measured.Select(metric => metric.Of)], threshold, averaging, new() { Resamples = resamples, Seed = seed }, progress, cancellation);
        var measures = masks.Measure(threshold, averaging);
        var (nothing, everything) = (averaging.Of(masks.CountsAt(masks.Grid.None)), averaging.Of(masks.CountsAt(0)));
        var metrics = Measured.Select((known, index) => new MetricValue(
            known.Metric, known.Of(measures), intervals?[index].Lower ?? double.NaN, intervals?[index].Upper ?? double.NaN)
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
        text.AppendLine($"Masks of '{Name}': {Images:N0} images, {EditedImages:N0} of them with edited pixels");
        text.AppendLine($"threshold  {ThresholdDescription}");
        text.AppendLine($"averaging  {Averaging}; ignored pixels count nowhere");
        text.AppendLine();
        TextTable.Append(
            text,
            [["", "measured", Resamples > 0 ? "95 % interval" : "no interval", "nothing edited", "everything edited", "what it is"], .. Metrics.Select(Row)],
            left: [0, 5]);
        text.AppendLine();
        text.AppendLine("A pixel is answered edited where its score reaches the threshold. The two trivial answers never look at an image.");
        text.Append($"ORACLE: no threshold reaches an F1 above {TextTable.Figure(BestPossible.Measures.F1)} here; {BestPossible.Threshold:0.####} does.");
        return text.ToString();
    }

    private static string[] Row(MetricValue metric) =>
    [
        metric.Name, metric.Metric.Format(metric.Value), TextTable.Interval(metric),
        metric.Metric.Format(metric.AllNegative), metric.Metric.Format(metric.AllPositive), metric.Metric.Description,
    ];
}
