using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>Says how a measured value compares with a constant prediction or with another value, and when it is unresolved.</summary>
internal static class Comparison
{
    /// <summary>A value and its interval, if it has one.</summary>
    public static string Text(MetricValue metric) =>
        $"{PlotText.Number(metric.Value)} {PlotText.Interval(metric.Lower, metric.Upper)}".TrimEnd();

    /// <summary>A value against a constant prediction: above it, below it, or unresolved because its interval contains it.</summary>
    /// <param name="metric">A defined value of a metric for which higher is better.</param>
    /// <param name="constant">The value of the constant prediction.</param>
    /// <param name="name">What the constant prediction is called.</param>
    public static string Against(MetricValue metric, double constant, string name)
    {
        var reference = $"{name} ({PlotText.Number(constant)})";
        return metric switch
        {
            { Lower: double.NaN } => $"without an interval, whether that differs from {reference} is unresolved",
            _ when metric.Lower == constant && metric.Upper == constant => $"the same as {reference}",
            _ when metric.Lower > constant => $"better than {reference}",
            _ when metric.Upper < constant => $"worse than {reference}",
            _ => $"not distinguishable from {reference}, so unresolved",
        };
    }

    /// <summary>
    /// Two values by their intervals. Intervals that do not overlap settle the order; overlapping ones do not, which is conservative.
    /// </summary>
    /// <param name="value">The value that the sentence is about.</param>
    /// <param name="other">The value that it is compared with.</param>
    public static string Between(MetricValue value, MetricValue other) =>
        double.IsNaN(value.Lower) || double.IsNaN(other.Lower) ? "without intervals the difference is unresolved"
        : value.Upper < other.Lower ? $"{PlotText.Number(other.Value - value.Value)} lower"
        : value.Lower > other.Upper ? $"{PlotText.Number(value.Value - other.Value)} higher"
        : "the intervals overlap, so the difference is unresolved";

    /// <summary>What an oracle threshold adds; below half a hundredth nothing.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="validation">Its value at the validation threshold.</param>
    /// <param name="oracle">Its value at the oracle threshold.</param>
    public static string Oracle(string metric, double validation, double oracle) =>
        $"A threshold chosen on the test images themselves (oracle) would have {metric} {PlotText.Number(oracle)} instead of " +
        $"{PlotText.Number(validation)}: " +
        (oracle - validation < 0.005 ? "nothing is gained by the oracle threshold." :
            $"{PlotText.Number(Math.Round(oracle, 3) - Math.Round(validation, 3))} that is not available in practice.");
}
