using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>
/// Puts measured figures on record: as the last expression of a cell they show themselves beside the paper's,
/// and the runner gathers them into <c>artifacts/results.json</c>.
/// </summary>
public static class Results
{
    /// <summary>Every metric of a report on images of a collection, simulated or not as the collection says.</summary>
    /// <param name="report">The report; its name becomes part of the corpus's.</param>
    /// <param name="corpus">The collection.</param>
    /// <param name="paper">The paper's values, such as <see cref="Paper.Detection"/>; null for none.</param>
    public static RecordedResults Record(DetectionReport report, ImageCollection corpus, IReadOnlyDictionary<Metric, double>? paper = null)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return Record(report, corpus.Name, corpus.IsSimulated, paper);
    }

    /// <summary>Every metric of a report.</summary>
    /// <param name="report">The report; its name becomes part of the corpus's.</param>
    /// <param name="corpus">The images, train and test sources named.</param>
    /// <param name="simulated">True for the embedded corpus.</param>
    /// <param name="paper">The paper's values, such as <see cref="Paper.Detection"/>; null for none.</param>
    public static RecordedResults Record(DetectionReport report, string corpus, bool simulated, IReadOnlyDictionary<Metric, double>? paper = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(corpus);
        var corpusAndSet = report.Name.StartsWith(corpus, StringComparison.Ordinal) ? report.Name : $"{corpus}: {report.Name}";
        return new([.. report.Metrics.Select(metric => new ResultRow(
            metric.Name, metric.Value, metric.Lower, metric.Upper, PaperValue(paper, metric.Metric), corpusAndSet, simulated, Convention(report, metric)))]);
    }

    /// <summary>Every figure of a report on masks.</summary>
    /// <param name="report">The report.</param>
    /// <param name="corpus">The images, train and test sources named.</param>
    /// <param name="simulated">True for the embedded corpus.</param>
    public static RecordedResults Record(MaskReport report, string corpus, bool simulated)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(corpus);
        return new([.. report.Metrics.Select(metric => new ResultRow(
            $"{metric.Name} of masks", metric.Value, metric.Lower, metric.Upper, null, $"{corpus}: {report.Name}", simulated,
            $"{metric.Metric.Description}; {report.Averaging}; threshold {report.ThresholdDescription}"))]);
    }

    /// <summary>The measured rows of one of the paper's tables for which the paper has a figure, which stands beside.</summary>
    /// <param name="table">Table 2 or 3.</param>
    /// <param name="corpus">The images, train and test sources named.</param>
    /// <param name="simulated">True for the embedded corpus.</param>
    public static RecordedResults Record(LocalizationTable table, string corpus, bool simulated)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(corpus);
        var measured = table.Rows.Where(row => row.Edited > 0 && row.Paper.Any(double.IsFinite)).ToList();
        if (measured.Count > 0)
        {
            measured.Add(table.Average); // its rows have something to do with the paper's
        }
        return new([.. measured.SelectMany(row => table.Metrics.Select((metric, index) => new ResultRow(
            metric.Name, row.Measured[index], double.NaN, double.NaN, double.IsNaN(row.Paper[index]) ? null : row.Paper[index],
            $"{corpus}: {row.Source}, {row.Method}, {row.Kind}", simulated, table.Title)))]);
    }

    /// <summary>A single figure.</summary>
    /// <param name="metric">The figure's name.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="corpus">The images, train and test sources named.</param>
    /// <param name="simulated">True for the embedded corpus.</param>
    /// <param name="convention">What exactly is counted.</param>
    /// <param name="interval">Its interval; null for none.</param>
    /// <param name="paper">What the paper reports; null where it reports nothing comparable.</param>
    public static RecordedResults Record(
        string metric, double value, string corpus, bool simulated, string convention,
        (double Lower, double Upper)? interval = null, double? paper = null) =>
        new([new(metric, value, interval?.Lower ?? double.NaN, interval?.Upper ?? double.NaN, paper, corpus, simulated, convention)]);

    private static double? PaperValue(IReadOnlyDictionary<Metric, double>? paper, Metric metric) =>
        paper is not null && paper.TryGetValue(metric, out var value) ? value : null;

    private static string Convention(DetectionReport report, MetricValue metric) =>
        metric.Metric.UsesThreshold ? $"{metric.Metric.Description}; threshold {report.ThresholdDescription}" : metric.Metric.Description;
}
