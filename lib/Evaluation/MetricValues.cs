namespace Telltale.Evaluation;

/// <summary>Finds a metric among the values of a report.</summary>
internal static class MetricValues
{
    public static MetricValue Find(IReadOnlyList<MetricValue> values, Metric metric) =>
        values.FirstOrDefault(value => value.Metric == metric)
        ?? throw new KeyNotFoundException(
            $"The report has no metric '{metric}'; it has {string.Join(", ", values.Select(value => value.Name))}.");
}
