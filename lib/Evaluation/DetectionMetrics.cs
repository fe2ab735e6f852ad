namespace Telltale.Evaluation;

/// <summary>How the metrics of a detection report follow from a sweep and a threshold.</summary>
internal static class DetectionMetrics
{
    /// <summary>Every metric of a detection report, in its order.</summary>
    public static IReadOnlyList<(Metric Metric, Func<ThresholdSweep, double, double> Of)> All { get; } =
    [
        AtThreshold(Metric.Accuracy, counts => counts.Accuracy),
        AtThreshold(Metric.BalancedAccuracy, counts => counts.BalancedAccuracy),
        AtThreshold(Metric.Precision, counts => counts.Precision),
        AtThreshold(Metric.Recall, counts => counts.Recall),
        AtThreshold(Metric.F1, counts => counts.F1),
        AtThreshold(Metric.Mcc, counts => counts.Mcc),
        OfSweep(Metric.RocAuc, sweep => RocCurve.Of(sweep).AreaUnderCurve),
        OfSweep(Metric.AveragePrecision, sweep => PrecisionRecallCurve.Of(sweep).AveragePrecision),
        OfSweep(Metric.EqualErrorRate, sweep => RocCurve.Of(sweep).EqualErrorRate),
        OfSweep(Metric.TprAt1Fpr, sweep => RocCurve.Of(sweep).TruePositiveRateAt(0.01)),
        OfSweep(Metric.TprAt5Fpr, sweep => RocCurve.Of(sweep).TruePositiveRateAt(0.05)),
        OfSweep(Metric.ExpectedCalibrationError, sweep => Calibration.ExpectedError(sweep)),
    ];

    /// <summary>The computation of a metric.</summary>
    /// <exception cref="ArgumentException">A detection report has no such metric; the message lists those it has.</exception>
    public static Func<ThresholdSweep, double, double> Of(Metric metric) =>
        All.FirstOrDefault(known => known.Metric == metric).Of ?? throw new ArgumentException(
            $"A detection report has no metric '{metric}'; it has {string.Join(", ", All.Select(known => known.Metric))}.", nameof(metric));

    private static (Metric, Func<ThresholdSweep, double, double>) AtThreshold(Metric metric, Func<ConfusionCounts, double> of) =>
        (metric, (sweep, threshold) => of(sweep.At(threshold)));

    private static (Metric, Func<ThresholdSweep, double, double>) OfSweep(Metric metric, Func<ThresholdSweep, double> of) =>
        (metric, (sweep, _) => of(sweep));
}
