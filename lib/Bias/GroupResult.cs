using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>How a detector does on one group of images, and whether that differs from the others.</summary>
/// <param name="Name">The group.</param>
/// <param name="Real">Its real images.</param>
/// <param name="Synthetic">Its synthetic images.</param>
/// <param name="Report">Every metric with its interval; of a group of one class, measured with all images of the other class in the set.</param>
/// <param name="Value">The metric that groups are compared by.</param>
/// <param name="Difference">That metric less its value on the other images; NaN where there is none to compare with.</param>
/// <param name="Probability">Of a difference at least so large if the group were drawn at random; NaN where there is none.</param>
/// <param name="Corrected">The probability corrected for the number of groups (Holm).</param>
public sealed record GroupResult(
    string Name, int Real, int Synthetic, DetectionReport Report, MetricValue Value, double Difference, double Probability, double Corrected)
{
    /// <summary>Number of images of the group.</summary>
    public int Images => Real + Synthetic;

    /// <summary>True where the group holds one class only.</summary>
    public bool HasOneClass => Real == 0 || Synthetic == 0;

    /// <summary>True where the corrected probability is below 5 %.</summary>
    public bool Differs => Corrected < 0.05;
}
