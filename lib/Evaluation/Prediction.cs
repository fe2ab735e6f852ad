using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>A detector's score of one image.</summary>
/// <param name="Record">The image.</param>
/// <param name="Score">
/// Higher = more likely positive (synthetic, edited): a probability or a logit (<see cref="Predictions.Scale"/>).
/// </param>
public sealed record Prediction(ImageRecord Record, double Score)
{
    /// <summary>
    /// The detector's logit where <see cref="Score"/> is a probability; null where not known. Probabilities above 1 − 1e-16 round to 1,
    /// and logits still rank such scores.
    /// </summary>
    public double? Logit { get; init; }
}
