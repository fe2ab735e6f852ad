using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>A monotone map from scores to calibrated probabilities. It keeps their order, so ranking metrics do not change.</summary>
public abstract record ScoreCalibration
{
    // Scores are clamped to [1e-15, 1 − 1e-15], so that logits lie within ± 34.5.
    private const double Certain = 1e-15;

    private protected ScoreCalibration()
    {
    }

    /// <summary>The calibrated score.</summary>
    /// <param name="score">In [0, 1].</param>
    public abstract double Apply(double score);

    /// <summary>Calibrated predictions of the same images.</summary>
    /// <param name="predictions">Scores in [0, 1].</param>
    /// <param name="name">Name of the predictions; null to keep it.</param>
    /// <exception cref="ArgumentException">A score lies outside [0, 1].</exception>
    public Predictions Apply(Predictions predictions, string? name = null)
    {
        ThrowIfNotProbabilities(predictions);
        return predictions.HasRecords
            ? new(name ?? predictions.Name, predictions.Items.Select(item => item with { Score = Apply(item.Score) }))
            : new(name ?? predictions.Name, Array.ConvertAll(predictions.Scores, Apply), predictions.Targets);
    }

    private protected static double Logit(double score)
    {
        var probability = Math.Clamp(score, Certain, 1 - Certain);
        return Math.Log(probability / (1 - probability));
    }

    private protected static void ThrowIfNotProbabilities(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Scores.Any(score => score is < 0 or > 1))
        {
            throw new ArgumentException(
                $"Calibration needs probabilities: the scores of '{predictions.Name}' lie between " +
                $"{predictions.Scores.Min().Invariant()} and {predictions.Scores.Max().Invariant()}. " +
                "Convert logits by 1 / (1 + exp(−logit)).", nameof(predictions));
        }
    }

    private protected static void ThrowIfOneClass(Predictions predictions)
    {
        if (!predictions.Targets.Contains(true) || !predictions.Targets.Contains(false))
        {
            throw new ArgumentException($"'{predictions.Name}' has one class only; a calibration needs both.", nameof(predictions));
        }
    }
}
