using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>A detector's score of one image.</summary>
/// <param name="Record">The image.</param>
/// <param name="Score">Probability of the positive class (synthetic, edited), in [0, 1].</param>
public sealed record Prediction(ImageRecord Record, double Score);
