namespace Telltale.Evaluation;

/// <summary>One operating point of a sweep.</summary>
/// <param name="Threshold">The lowest score predicted positive; +∞ where none is.</param>
/// <param name="Counts">The confusion matrix at that threshold.</param>
public readonly record struct SweepPoint(double Threshold, ConfusionCounts Counts);
