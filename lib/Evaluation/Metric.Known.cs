namespace Telltale.Evaluation;

/// <content>The metrics of the kit. Their printed names are written here and nowhere else.</content>
public sealed partial record Metric
{
    /// <summary>Share of images classified correctly.</summary>
    public static Metric Accuracy { get; } = AtThreshold("accuracy", "share of images classified correctly");

    /// <summary>Mean of recall and specificity; 0.5 for a constant prediction.</summary>
    public static Metric BalancedAccuracy { get; } = AtThreshold("balanced accuracy", "mean of recall and specificity");

    /// <summary>Share of the images predicted synthetic that are synthetic.</summary>
    public static Metric Precision { get; } =
        AtThreshold("precision", "share of the images predicted synthetic that are synthetic; 0 if there are none");

    /// <summary>Share of the synthetic images predicted synthetic (true positive rate).</summary>
    public static Metric Recall { get; } = AtThreshold("recall", "share of the synthetic images predicted synthetic");

    /// <summary>F1 of the synthetic class at the threshold of the report; printed as <c>F1_th</c>, as the paper calls it.</summary>
    public static Metric F1 { get; } = AtThreshold("F1_th", "harmonic mean of precision and recall at the threshold stated");

    /// <summary>Matthews correlation coefficient.</summary>
    public static Metric Mcc { get; } =
        AtThreshold("MCC", "correlation of prediction and truth, -1 to 1; 0 for a constant prediction");

    /// <summary>Area under the ROC curve.</summary>
    public static Metric RocAuc { get; } =
        new("ROC AUC", "probability that a synthetic image scores higher than a real one; ties count half");

    /// <summary>Average precision.</summary>
    public static Metric AveragePrecision { get; } =
        new("average precision", "precision averaged over steps of recall, not interpolated");

    /// <summary>Equal error rate.</summary>
    public static Metric EqualErrorRate { get; } =
        new("EER", "error rate where the miss rate equals the false alarm rate") { HigherIsBetter = false };

    /// <summary>Highest recall with at most 1 % false alarms.</summary>
    public static Metric TprAt1Fpr { get; } = new("TPR at 1 % FPR", "highest recall with at most 1 % false alarms, not interpolated");

    /// <summary>Highest recall with at most 5 % false alarms.</summary>
    public static Metric TprAt5Fpr { get; } = new("TPR at 5 % FPR", "highest recall with at most 5 % false alarms, not interpolated");

    /// <summary>Expected calibration error.</summary>
    public static Metric ExpectedCalibrationError { get; } =
        new("ECE", $"|mean score - share synthetic| over {Calibration.DefaultBins} equal-width bins of the score")
            { HigherIsBetter = false };

    /// <summary>F1 of the edited pixels (Dice coefficient).</summary>
    public static Metric MaskF1 { get; } = AtThreshold("F1", "harmonic mean of precision and recall of the edited pixels");

    /// <summary>F1 of the edited pixels under the name that the paper's table 3 gives it, <c>F1_th</c>.</summary>
    public static Metric MaskF1AtThreshold { get; } = MaskF1 with { Name = F1.Name };

    /// <summary>Intersection over union of the edited pixels (Jaccard index).</summary>
    public static Metric IoU { get; } = AtThreshold("IoU", "intersection over union of the edited pixels");

    /// <summary>Mean of the IoU of the edited and of the authentic pixels.</summary>
    public static Metric MeanIoU { get; } = AtThreshold("mIoU", "mean of the IoU of the edited and of the authentic pixels");

    /// <summary>Share of pixels classified correctly.</summary>
    public static Metric PixelAccuracy { get; } = AtThreshold("pixel accuracy", "share of pixels classified correctly");

    /// <summary>Share of images predicted synthetic, right or wrong.</summary>
    public static Metric PredictedSyntheticRate { get; } = AtThreshold("called synthetic", "share of images predicted synthetic");

    /// <summary>Mean loss over images.</summary>
    public static Metric Loss { get; } = new("loss", "mean loss over images") { HigherIsBetter = false, Decimals = 4 };

    /// <summary>
    /// F1 of the synthetic class where the threshold is stated elsewhere: curves over thresholds, validation, published values.
    /// </summary>
    internal static Metric PlainF1 { get; } = F1 with { Name = MaskF1.Name, Convention = "harmonic mean of precision and recall" };

    private static Metric AtThreshold(string name, string convention) => new(name, convention) { UsesThreshold = true };
}
