namespace Telltale.Evaluation;

/// <summary>A bootstrap percentile interval.</summary>
/// <param name="Lower">Lower bound; NaN where no resample had a value, or there are too few originals.</param>
/// <param name="Upper">Upper bound; NaN as the lower one.</param>
/// <param name="Resamples">Resamples drawn.</param>
/// <param name="Undefined">Resamples in which the metric was NaN (a class was absent); the bounds come from the others.</param>
public readonly record struct Interval(double Lower, double Upper, int Resamples, int Undefined);
