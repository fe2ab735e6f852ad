using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The results of a detector on one group of images, and whether they differ from the others.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Real">Number of real images.</param>
/// <param name="Synthetic">Number of synthetic images.</param>
/// <param name="Report">
/// Every metric with its interval; for a group of one class, measured with all images of the other class in the set.
/// </param>
/// <param name="Value">The metric that groups are compared by.</param>
/// <param name="Difference">That metric minus its value on the other images; NaN where they cannot be compared.</param>
/// <param name="PValue">Permutation p-value of the difference; NaN where there is none.</param>
/// <param name="CorrectedPValue">The p-value corrected for the number of groups (Holm).</param>
public sealed record GroupResult(
    string Name, int Real, int Synthetic, DetectionReport Report, MetricValue Value,
    double Difference, double PValue, double CorrectedPValue)
{
    /// <summary>Number of images of the group.</summary>
    public int Images => Real + Synthetic;

    /// <summary>True where the group has one class only.</summary>
    public bool HasOneClass => Real == 0 || Synthetic == 0;

    /// <summary>True where the corrected p-value is below 0.05.</summary>
    public bool Differs => CorrectedPValue < HolmCorrection.Level;

    /// <summary>Why nothing can be said about a difference, for example too few originals; null where the test can tell.</summary>
    public string? CannotTell { get; init; }

    /// <summary>The corrected p-value as tables print it.</summary>
    internal string PText =>
        double.IsNaN(CorrectedPValue) ? "-" : CorrectedPValue < 0.0001 ? "< 0.0001" : CorrectedPValue.Invariant("0.####");
}
