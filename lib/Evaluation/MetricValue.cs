namespace Telltale.Evaluation;

/// <summary>
/// A measured metric with its interval and the values of the two constant predictions: a row of a report or results file.
/// </summary>
/// <example>
/// <code>
/// var auc = DetectionReport.Of(predictions, threshold)[Metric.RocAuc];
/// var text = $"{auc.Name} {auc.Value:0.000} [{auc.Lower:0.000}, {auc.Upper:0.000}]";
/// var aboveChance = auc.Lower > auc.AllPositive;
/// </code>
/// </example>
/// <param name="Metric">What was measured.</param>
/// <param name="Value">The value; NaN where the metric is not defined on this set.</param>
/// <param name="Lower">Lower bound of the bootstrap interval; NaN without one.</param>
/// <param name="Upper">Upper bound of the bootstrap interval; NaN without one.</param>
public sealed record MetricValue(Metric Metric, double Value, double Lower, double Upper)
{
    /// <summary>The metric's name.</summary>
    public string Name => Metric.Name;

    /// <summary>The value of the constant prediction "all negative": every image real, or no pixel edited.</summary>
    public double AllNegative { get; init; } = double.NaN;

    /// <summary>The value of the constant prediction "all positive": every image synthetic, or every pixel edited.</summary>
    public double AllPositive { get; init; } = double.NaN;

    /// <summary>Why the value is not defined on this set, or has no interval although asked for; null where nothing is missing.</summary>
    public string? Remark { get; init; }
}
