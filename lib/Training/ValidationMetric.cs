using Telltale.Evaluation;

namespace Telltale.Training;

/// <summary>The figure on validation data by which the best epoch is chosen.</summary>
/// <param name="Name">As printed in histories and plots.</param>
/// <param name="HigherIsBetter">False for losses.</param>
/// <param name="Of">Computes it from the mean loss and the scored images.</param>
public sealed record ValidationMetric(string Name, bool HigherIsBetter, Func<double, Predictions, double> Of)
{
    /// <summary>Mean loss over the validation images.</summary>
    public static ValidationMetric Loss { get; } = new("loss", false, (loss, _) => loss);

    /// <summary>Share of correct answers at threshold 0.5.</summary>
    public static ValidationMetric Accuracy { get; } = AtHalf("accuracy", counts => counts.Accuracy);

    /// <summary>Mean of the two classes' shares of correct answers at threshold 0.5.</summary>
    public static ValidationMetric BalancedAccuracy { get; } = AtHalf("balanced accuracy", counts => counts.BalancedAccuracy);

    /// <summary>F1 of the synthetic class at threshold 0.5.</summary>
    public static ValidationMetric F1 { get; } = AtHalf("F1", counts => counts.F1);

    /// <summary>Area under the ROC curve; needs no threshold.</summary>
    public static ValidationMetric RocAuc { get; } = new("ROC AUC", true, (_, predictions) => RocCurve.Of(predictions.Scores, predictions.Targets).AreaUnderCurve);

    /// <summary>True where one figure beats another; any figure beats an undefined one.</summary>
    /// <param name="candidate">The new figure.</param>
    /// <param name="best">The best so far.</param>
    public bool IsBetter(double candidate, double best) =>
        double.IsNaN(best) ? !double.IsNaN(candidate) : HigherIsBetter ? candidate > best : candidate < best;

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static ValidationMetric AtHalf(string name, Func<ConfusionCounts, double> of) =>
        new(name, true, (_, predictions) => of(ConfusionCounts.Of(predictions.Scores, predictions.Targets, 0.5)));
}
