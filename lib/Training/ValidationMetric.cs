using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Training;

/// <summary>The figure on validation data by which the best epoch is chosen.</summary>
/// <param name="Name">As printed in histories and plots; it takes part in the identity of a run, so it names every convention.</param>
/// <param name="HigherIsBetter">False for losses.</param>
/// <param name="Begin">Begins measuring one epoch on the validation data; refuses data that the figure does not fit.</param>
public sealed record ValidationMetric(string Name, bool HigherIsBetter, Func<ImageDataset, ValidationMeasurement> Begin)
{
    /// <summary>Mean loss over the validation images.</summary>
    public static ValidationMetric Loss { get; } = new("loss", false, _ => new LossMeasurement());

    /// <summary>Share of correct answers at threshold 0.5.</summary>
    public static ValidationMetric Accuracy { get; } = AtHalf("accuracy", counts => counts.Accuracy);

    /// <summary>Mean of the two classes' shares of correct answers at threshold 0.5.</summary>
    public static ValidationMetric BalancedAccuracy { get; } = AtHalf("balanced accuracy", counts => counts.BalancedAccuracy);

    /// <summary>F1 of the synthetic class at threshold 0.5.</summary>
    public static ValidationMetric F1 { get; } = AtHalf("F1", counts => counts.F1);

    /// <summary>Area under the ROC curve; needs no threshold.</summary>
    public static ValidationMetric RocAuc { get; } =
        OfImages("ROC AUC", predictions => RocCurve.Of(predictions.Scores, predictions.Targets).AreaUnderCurve);

    /// <summary>F1 of the edited pixels at threshold 0.5.</summary>
    /// <param name="averaging">Over what.</param>
    public static ValidationMetric MaskF1(Averaging averaging) => OfMasks("F1", averaging, measures => measures.F1);

    /// <summary>Intersection over union of the edited pixels at threshold 0.5.</summary>
    /// <param name="averaging">Over what.</param>
    public static ValidationMetric MaskIoU(Averaging averaging) => OfMasks("IoU", averaging, measures => measures.IoU);

    /// <summary>A figure of the scored images, higher = better.</summary>
    /// <param name="name">As printed.</param>
    /// <param name="of">Computes it.</param>
    public static ValidationMetric OfImages(string name, Func<Predictions, double> of) =>
        new(name, true, validation => new ImageMeasurement(name, validation, of));

    /// <summary>A figure of the masks at threshold 0.5, higher = better.</summary>
    /// <param name="name">As printed, before the averaging.</param>
    /// <param name="averaging">Over what.</param>
    /// <param name="of">Picks it.</param>
    public static ValidationMetric OfMasks(string name, Averaging averaging, Func<MaskMeasures, double> of) =>
        new($"{name} ({averaging})", true, validation => new MaskMeasurement(name, validation, averaging, of));

    /// <summary>True where one figure beats another; any figure beats an undefined one.</summary>
    /// <param name="candidate">The new figure.</param>
    /// <param name="best">The best so far.</param>
    public bool IsBetter(double candidate, double best) =>
        double.IsNaN(best) ? !double.IsNaN(candidate) : HigherIsBetter ? candidate > best : candidate < best;

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static ValidationMetric AtHalf(string name, Func<ConfusionCounts, double> of) =>
        OfImages(name, predictions => of(ConfusionCounts.Of(predictions.Scores, predictions.Targets, 0.5)));
}
