using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Training;

/// <summary>The metric on validation data by which the best epoch is chosen.</summary>
/// <param name="Metric">What is measured, and whether higher is better.</param>
/// <param name="Name">As printed in histories and charts: the metric and its averaging. It takes part in the identity of a run.</param>
/// <param name="Begin">Begins measuring one epoch on the validation data; throws where the metric does not fit the data.</param>
public sealed record ValidationMetric(Metric Metric, string Name, Func<ImageDataset, ValidationMeasurement> Begin)
{
    /// <summary>Mean loss over the validation images.</summary>
    public static ValidationMetric Loss { get; } = new(Metric.Loss, Metric.Loss.Name, _ => new LossMeasurement());

    /// <summary>Share of images classified correctly at threshold 0.5.</summary>
    public static ValidationMetric Accuracy { get; } = AtHalf(Metric.Accuracy, counts => counts.Accuracy);

    /// <summary>Mean of recall and specificity at threshold 0.5.</summary>
    public static ValidationMetric BalancedAccuracy { get; } = AtHalf(Metric.BalancedAccuracy, counts => counts.BalancedAccuracy);

    /// <summary>F1 of the synthetic class at threshold 0.5.</summary>
    public static ValidationMetric F1 { get; } = AtHalf(Metric.PlainF1, counts => counts.F1);

    /// <summary>Area under the ROC curve; needs no threshold.</summary>
    public static ValidationMetric RocAuc { get; } =
        OfImages(Metric.RocAuc, predictions => RocCurve.Of(predictions.Scores, predictions.Targets).AreaUnderCurve);

    /// <summary>F1 of the edited pixels at threshold 0.5.</summary>
    /// <param name="averaging">How the metric is averaged.</param>
    public static ValidationMetric MaskF1(Averaging averaging) => OfMasks(Metric.MaskF1, averaging, metrics => metrics.F1);

    /// <summary>Intersection over union of the edited pixels at threshold 0.5.</summary>
    /// <param name="averaging">How the metric is averaged.</param>
    public static ValidationMetric MaskIoU(Averaging averaging) => OfMasks(Metric.IoU, averaging, metrics => metrics.IoU);

    /// <summary>A metric of scored images.</summary>
    /// <param name="metric">Its name and direction.</param>
    /// <param name="of">Computes it; NaN where it is not defined.</param>
    public static ValidationMetric OfImages(Metric metric, Func<Predictions, double> of)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new(metric, metric.Name, validation => new ImageMeasurement(metric, validation, of));
    }

    /// <summary>A metric of masks at threshold 0.5.</summary>
    /// <param name="metric">Its name and direction.</param>
    /// <param name="averaging">How the metric is averaged.</param>
    /// <param name="of">Picks it.</param>
    public static ValidationMetric OfMasks(Metric metric, Averaging averaging, Func<MaskMetrics, double> of)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new(metric, $"{metric} ({averaging})", validation => new MaskMeasurement(metric, validation, averaging, of));
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static ValidationMetric AtHalf(Metric metric, Func<ConfusionCounts, double> of) =>
        OfImages(metric, predictions => of(ConfusionCounts.Of(predictions.Scores, predictions.Targets, 0.5)));
}
