using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// The results of a detector on one set: every detection metric with a bootstrap interval and the values of the two constant
/// predictions (all real, all synthetic), and where the threshold came from.
/// </summary>
/// <example>
/// <code>
/// var chosen = ThresholdSweep.Of(Predictor.Score(model, validation)).Best(c => c.F1);
/// var result = DetectionReport.Of(Predictor.Score(model, test), chosen, resamples: 1000, seed: 17);
/// Console.WriteLine(result);
/// var accuracy = result[Metric.BalancedAccuracy].Value;
/// </code>
/// </example>
public sealed class DetectionReport
{
    private DetectionReport(Predictions predictions, Threshold threshold, IReadOnlyList<MetricValue> metrics, int resamples)
    {
        (Name, Threshold, Metrics, Resamples) = (predictions.Name, threshold, metrics, resamples);
        Counts = ConfusionCounts.Of(predictions, threshold);
        Provenance = threshold.ProvenanceOn(predictions);
        ThresholdDescription = threshold.DescribeOn(predictions);
    }

    /// <summary>The name of the set.</summary>
    public string Name { get; }

    /// <summary>The threshold of accuracy, precision, recall, F1_th and MCC.</summary>
    public Threshold Threshold { get; }

    /// <summary>Whether the threshold was fixed, chosen on other images, or chosen on some of these images (oracle).</summary>
    public ThresholdProvenance Provenance { get; }

    /// <summary>The threshold and its provenance in one sentence.</summary>
    public string ThresholdDescription { get; }

    /// <summary>The confusion matrix at the threshold.</summary>
    public ConfusionCounts Counts { get; }

    /// <summary>The measured values, always of the same metrics in the same order.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; }

    /// <summary>Bootstrap resamples of each interval; 0 for no intervals.</summary>
    public int Resamples { get; }

    /// <summary>The value of a metric, for example <c>report[Metric.RocAuc]</c>.</summary>
    /// <exception cref="KeyNotFoundException">The report has no such metric; the message lists those it has.</exception>
    public MetricValue this[Metric metric] => MetricValues.Find(Metrics, metric);

    /// <summary>Measures a set of predictions.</summary>
    /// <param name="predictions">At least one scored image. Intervals resample by original (<c>SourceId</c>).</param>
    /// <param name="threshold">Fixed, or chosen by a sweep on validation; one chosen on these images is reported as oracle.</param>
    /// <param name="resamples">Bootstrap resamples for the 95 % intervals; 0 for no intervals.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="progress">Progress of the bootstrap; null for none.</param>
    /// <param name="cancellation">Cancels the bootstrap.</param>
    /// <exception cref="ArgumentException">There are no items, or <paramref name="resamples"/> is negative.</exception>
    public static DetectionReport Of(
        Predictions predictions, Threshold threshold, int resamples = 1000, long seed = 17,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        var sweep = ThresholdSweep.Of(predictions);
        var ofSweep = DetectionMetrics.All.Select(known =>
            (Func<ThresholdSweep, double>)(resample => known.Of(resample, threshold.Value))).ToArray();
        var options = new BootstrapOptions { Resamples = resamples, Seed = seed };
        var intervals = resamples == 0 ? null : Bootstrap.Percentile(predictions, ofSweep, options, progress, cancellation);
        var metrics = DetectionMetrics.All.Select((known, index) =>
            Measure(known.Metric, known.Of, sweep, threshold.Value, intervals?[index]));
        return new DetectionReport(predictions, threshold, [.. metrics], resamples);
    }

    /// <inheritdoc/>
    public override string ToString() => DetectionReportText.Write(this);

    private static MetricValue Measure(
        Metric metric, Func<ThresholdSweep, double, double> of, ThresholdSweep sweep, double threshold, Interval? interval)
    {
        var value = of(sweep, threshold);
        var isBiased = interval is { } drawn && !double.IsNaN(drawn.Lower) && !(drawn.Lower <= value && value <= drawn.Upper);
        var shown = isBiased ? null : interval;
        return new(metric, value, shown?.Lower ?? double.NaN, shown?.Upper ?? double.NaN)
        {
            // Constant scores are 0 or 1, so any threshold between them gives the constant prediction.
            AllNegative = of(sweep.Constant(0), 0.5),
            AllPositive = of(sweep.Constant(1), 0.5),
            Remark = Missing(metric, value, sweep, interval, isBiased),
        };
    }

    /// <summary>What is missing for a value and its interval; null for nothing.</summary>
    private static string? Missing(Metric metric, double value, ThresholdSweep sweep, Interval? interval, bool isBiased) =>
        double.IsNaN(value)
            ? $"{metric.Name} is not defined: the set holds no {(sweep.Positives == 0 ? "synthetic" : "real")} image"
        : isBiased ? $"{metric.Name} has no interval: resampling moves it, so that its interval would not contain it"
        : interval is { } drawn && double.IsNaN(drawn.Lower)
            ? $"{metric.Name} has no interval: it needs at least {Bootstrap.MinOriginals} originals of each class"
        : null;
}
