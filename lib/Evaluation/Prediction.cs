using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>A detector's score of one image.</summary>
/// <param name="Record">The image.</param>
/// <param name="Score">
/// Higher = more likely positive (synthetic, edited): a probability or a logit (<see cref="Predictions.Scale"/>).
/// </param>
public sealed record Prediction(ImageRecord Record, double Score);
