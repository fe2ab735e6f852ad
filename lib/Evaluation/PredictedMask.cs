using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>What a localizer says of every pixel of one image, beside the truth.</summary>
/// <param name="Record">The image.</param>
/// <param name="Scores">height × width values in [0, 1], row by row: the probability that the pixel was edited.</param>
/// <param name="Truth">The true mask, of the same size; pixels it ignores count nowhere.</param>
public sealed record PredictedMask(ImageRecord Record, ReadOnlyMemory<float> Scores, Mask Truth);
