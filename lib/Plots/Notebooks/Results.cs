using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>
/// Records measured values. As the last expression of a cell they are displayed beside the paper's, and the runner collects them in
/// <c>artifacts/results.json</c>.
/// </summary>
/// <example>
/// <code>
/// var result = Results.Record("balanced accuracy", 0.75, "photographs: test", simulated: false, "mean of recall and specificity");
/// </code>
/// </example>
public static class Results
{
    /// <summary>Records every metric of a report on a collection, which states whether it is simulated.</summary>
    /// <param name="report">The report; its name is appended to that of the corpus.</param>
    /// <param name="corpus">The collection.</param>
    /// <param name="paper">The paper's values, such as <see cref="Paper.Detection"/>; null for none.</param>
    public static RecordedResults Record(DetectionReport report, ImageCollection corpus, IReadOnlyDictionary<Metric, double>? paper = null)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return Record(report, corpus.Name, corpus.IsSimulated, paper);
    }

    /// <summary>Records every metric of a report.</summary>
    /// <param name="report">The report; its name is appended to that of the corpus.</param>
    /// <param name="corpus">The images, with the sources trained on and tested on.</param>
    /// <param name="simulated">True for simulated images, such as the embedded corpus.</param>
    /// <param name="paper">The paper's values, such as <see cref="Paper.Detection"/>; null for none.</param>
    public static RecordedResults Record(
        DetectionReport report, string corpus, bool simulated, IReadOnlyDictionary<Metric, double>? paper = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(corpus);
        var corpusAndSet = report.Name.StartsWith(corpus, StringComparison.Ordinal) ? report.Name : $"{corpus}: {report.Name}";
        return new([.. report.Metrics.Select(metric => new ResultRow(
            metric.Name, metric.Value, metric.Lower, metric.Upper,
            PaperValue(paper, metric.Metric), corpusAndSet, simulated, Convention(report, metric)))]);
    }

    /// <summary>Records every metric of a report on masks.</summary>
    /// <param name="report">The report.</param>
    /// <param name="corpus">The images, with the sources trained on and tested on.</param>
    /// <param name="simulated">True for simulated images, such as the embedded corpus.</param>
    public static RecordedResults Record(MaskReport report, string corpus, bool simulated)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(corpus);
        return new([.. report.Metrics.Select(metric => new ResultRow(
            $"{metric.Name} of masks", metric.Value, metric.Lower, metric.Upper, null, $"{corpus}: {report.Name}", simulated,
            $"{metric.Metric.Description}; {report.Averaging}; threshold {report.ThresholdDescription}"))]);
    }

    /// <summary>Records the measured rows of one of the paper's tables for which the paper has a value, with that value.</summary>
    /// <param name="table">A table in the format of the paper's table 2 or 3.</param>
    /// <param name="corpus">The images, with the sources trained on and tested on.</param>
    /// <param name="simulated">True for simulated images, such as the embedded corpus.</param>
    public static RecordedResults Record(LocalizationTable table, string corpus, bool simulated)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(corpus);
        var measured = table.Rows.Where(row => row.Edited > 0 && row.Paper.Any(double.IsFinite)).ToList();
        if (measured.Count > 0)
        {
            // The average is comparable only if some of its rows are.
            measured.Add(table.Average);
        }
        return new([.. measured.SelectMany(row => table.Metrics.Select((metric, index) => new ResultRow(
            metric.Name, row.Measured[index], double.NaN, double.NaN, double.IsNaN(row.Paper[index]) ? null : row.Paper[index],
            $"{corpus}: {row.Source}, {row.Method}, {row.Kind}", simulated, table.Title)))]);
    }

    /// <summary>Records a single value.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="value">The measured value.</param>
    /// <param name="corpus">The images, with the sources trained on and tested on.</param>
    /// <param name="simulated">True for simulated images, such as the embedded corpus.</param>
    /// <param name="convention">What exactly is computed.</param>
    /// <param name="interval">Its interval; null for none.</param>
    /// <param name="paper">The paper's value; null if it reports nothing comparable.</param>
    public static RecordedResults Record(
        string metric, double value, string corpus, bool simulated, string convention,
        (double Lower, double Upper)? interval = null, double? paper = null) =>
        new([new(metric, value, interval?.Lower ?? double.NaN, interval?.Upper ?? double.NaN, paper, corpus, simulated, convention)]);

    private static double? PaperValue(IReadOnlyDictionary<Metric, double>? paper, Metric metric) =>
        paper is not null && paper.TryGetValue(metric, out var value) ? value : null;

    private static string Convention(DetectionReport report, MetricValue metric) =>
        metric.Metric.UsesThreshold
            ? $"{metric.Metric.Description}; threshold {report.ThresholdDescription}"
            : metric.Metric.Description;
}
