using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>A monotone map from scores to calibrated probabilities. It keeps their order, so ranking metrics do not change.</summary>
public abstract record ScoreCalibration
{
    private protected ScoreCalibration()
    {
    }

    /// <summary>The calibrated probability.</summary>
    /// <param name="score">A probability, in [0, 1].</param>
    public double Apply(double score) => LogisticRegression.Sigmoid(ApplyToLogit(ScoreScale.Probability.ToLogit(score)));

    /// <summary>Calibrated predictions of the same images, on the same scale: logits stay logits.</summary>
    /// <param name="predictions">Probabilities or logits.</param>
    /// <param name="name">Name of the predictions; null to keep it.</param>
    public Predictions Apply(Predictions predictions, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var scale = predictions.Scale;
        var scores = Array.ConvertAll(predictions.Scores, score => scale.OfLogit(ApplyToLogit(scale.ToLogit(score))));
        return predictions.HasRecords
            ? new(name ?? predictions.Name, predictions.Items.Zip(scores, (item, score) => item with { Score = score })) { Scale = scale }
            : new(name ?? predictions.Name, scores, predictions.Targets) { Scale = scale };
    }

    /// <summary>Mean log loss in nats; 0.693 for a constant probability of 0.5.</summary>
    internal static double LogLoss(Predictions predictions) =>
        Logits(predictions).Zip(predictions.Targets, (logit, target) => LogisticRegression.SoftPlus(target ? -logit : logit)).Average();

    internal static double[] Logits(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Array.ConvertAll(predictions.Scores, predictions.Scale.ToLogit);
    }

    internal static void ThrowIfScalesDiffer(Predictions validation, Predictions test)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (validation.Scale != test.Scale)
        {
            throw new ArgumentException(
                $"'{validation.Name}' holds scores on the {validation.Scale} scale and '{test.Name}' on the {test.Scale} scale. If both " +
                "come from one detector, set Predictions.Scale to the scale of its scores on both.", nameof(test));
        }
    }

    private protected abstract double ApplyToLogit(double logit);

    internal static void ThrowIfOneClass(Predictions predictions)
    {
        if (!predictions.Targets.Contains(true) || !predictions.Targets.Contains(false))
        {
            throw new ArgumentException($"'{predictions.Name}' has one class only; a calibration needs both.", nameof(predictions));
        }
    }
}
