namespace Telltale.Evaluation;

/// <summary>One operating point of a sweep.</summary>
/// <param name="Threshold">The lowest score that is answered positive; positive infinity where nothing is.</param>
/// <param name="Counts">How often the answers are right and wrong there.</param>
public readonly record struct SweepPoint(double Threshold, ConfusionCounts Counts);
