namespace Telltale.Bias;

/// <summary>Whether a group differs from the other images.</summary>
/// <param name="PValue">Not corrected for the number of groups; NaN where the metric is not defined.</param>
/// <param name="Least">The smallest p-value that the test could have given; 0 where it is not limited.</param>
internal readonly record struct GroupTest(double PValue, double Least);
