using System.Globalization;
using System.Text;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>Writes a detection report as an aligned table in plain text.</summary>
internal static class DetectionReportText
{
    public static string Write(DetectionReport report)
    {
        var text = new StringBuilder();
        var counts = report.Counts;
        text.AppendLine(CultureInfo.InvariantCulture, $"Detection on '{report.Name}': {counts.Total.Counted("image")}, " +
            $"{counts.Negatives:N0} real and {counts.Positives:N0} synthetic");
        text.AppendLine(CultureInfo.InvariantCulture, $"threshold  {report.ThresholdDescription}");
        text.AppendLine(
            CultureInfo.InvariantCulture, $"predicted  {counts.TruePositives:N0} of {counts.Positives.Counted("synthetic image")} found, " +
            $"{counts.FalsePositives:N0} of {counts.Negatives.Counted("real image")} called synthetic");
        text.AppendLine();
        TextTable.Append(text, [["", "measured", Level(report), "all real", "all synthetic", "what it is"], .. report.Metrics.Select(Row)],
            left: [0, 5]);
        text.AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"An image is predicted synthetic if its score is at least the threshold. {Metric.F1} is F1 at that threshold.");
        text.AppendLine(CultureInfo.InvariantCulture, $"'all real' and 'all synthetic' are constant predictions: " +
            $"{Metric.Accuracy}, {Metric.F1} and {Metric.Mcc} show skill only above both.");
        if (report.Resamples > 0)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"Intervals: percentiles of {report.Resamples.Counted("bootstrap resample")} within each class, " +
                $"resampled by original.");
        }
        foreach (var remark in report.Metrics.Select(metric => metric.Remark).OfType<string>())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{remark}.");
        }
        return text.ToString().TrimEnd();
    }

    private static string Level(DetectionReport report) => report.Resamples > 0 ? "95 % interval" : "no interval";

    private static string[] Row(MetricValue metric) =>
    [
        metric.Name, metric.Metric.Format(metric.Value), TextTable.Interval(metric),
        metric.Metric.Format(metric.AllNegative), metric.Metric.Format(metric.AllPositive), metric.Metric.Description,
    ];
}
