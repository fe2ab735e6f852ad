namespace Telltale.Evaluation;

/// <summary>A figure of the detection report: its name, its convention in plain words, and how it follows from a sweep and a threshold.</summary>
internal sealed record DetectionMetric(string Name, string Convention, Func<ThresholdSweep, double, double> Of)
{
    /// <summary>Every figure a detector is reported with, in the order of the report.</summary>
    public static IReadOnlyList<DetectionMetric> All { get; } =
    [
        AtThreshold("accuracy", "share of images answered rightly", counts => counts.Accuracy),
        AtThreshold("balanced accuracy", "mean of recall and specificity", counts => counts.BalancedAccuracy),
        AtThreshold("precision", "share of the answers 'synthetic' that are right; 0 if there are none", counts => counts.Precision),
        AtThreshold("recall", "share of the synthetic images found", counts => counts.Recall),
        AtThreshold("F1_th", "harmonic mean of precision and recall at the threshold named", counts => counts.F1),
        AtThreshold("MCC", "correlation of answer and truth, -1 to 1; 0 for a constant answer", counts => counts.Mcc),
        Ranking("ROC AUC", "chance that a synthetic image outscores a real one; ties count half", sweep => RocCurve.Of(sweep).AreaUnderCurve),
        Ranking("average precision", "precision averaged over steps of recall, not interpolated",
            sweep => PrecisionRecallCurve.Of(sweep).AveragePrecision),
        Ranking("EER", "error at which misses equal false alarms; lower is better", sweep => RocCurve.Of(sweep).EqualErrorRate),
        Ranking("TPR at 1 % FPR", "best recall with at most 1 % false alarms, not interpolated",
            sweep => RocCurve.Of(sweep).TruePositiveRateAt(0.01)),
        Ranking("TPR at 5 % FPR", "best recall with at most 5 % false alarms, not interpolated",
            sweep => RocCurve.Of(sweep).TruePositiveRateAt(0.05)),
        Ranking("ECE", $"|mean score - share synthetic| over {Calibration.DefaultBins} equal bins of the score; lower is better", CalibrationError),
    ];

    /// <summary>True where the figure depends on the threshold, false where it judges scores or their order alone.</summary>
    public bool UsesThreshold { get; private init; }

    private static DetectionMetric AtThreshold(string name, string convention, Func<ConfusionCounts, double> of) =>
        new(name, convention, (sweep, threshold) => of(sweep.At(threshold))) { UsesThreshold = true };

    private static DetectionMetric Ranking(string name, string convention, Func<ThresholdSweep, double> of) =>
        new(name, convention, (sweep, _) => of(sweep));

    private static double CalibrationError(ThresholdSweep sweep) =>
        Calibration.HasProbabilities(sweep) ? Calibration.ExpectedError(sweep) : double.NaN;
}
