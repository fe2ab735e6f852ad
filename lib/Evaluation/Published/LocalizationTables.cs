using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>Measures the paper's tables 2 and 3.</summary>
internal static class LocalizationTables
{
    /// <summary>
    /// Table 2: is the image edited? It is predicted edited where the share of its valid pixels above the mask threshold reaches the
    /// coverage threshold. Balanced accuracy, ROC AUC of that share, and F1_th.
    /// </summary>
    /// <param name="masks">Edited and authentic images.</param>
    /// <param name="maskThreshold">The lowest score of a pixel predicted edited; chosen on validation.</param>
    /// <param name="coverageThreshold">
    /// The lowest share of such pixels in an image predicted edited; chosen on validation at that mask threshold.
    /// </param>
    /// <exception cref="ArgumentException">The mask threshold is not a multiple of 1/steps.</exception>
    public static LocalizationTable Detection(MaskHistograms masks, Threshold maskThreshold, Threshold coverageThreshold)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(maskThreshold);
        ArgumentNullException.ThrowIfNull(coverageThreshold);
        var images = masks.Coverage(maskThreshold).Items.ToLookup(image => image.Record.IsPositive);
        var authenticOfSource = images[false].ToLookup(image => image.Record.Source);
        return Table(
            $"Detection from mask coverage on '{masks.Name}' (the paper's table 2)",
            [Metric.BalancedAccuracy, Metric.RocAuc, Metric.F1],
            Paper.LocalizationDetection,
            [
                $"mask threshold {maskThreshold.DescribeOn(masks)}",
                $"coverage threshold {coverageThreshold.DescribeOn(masks)}",
                "each row: its edited images and the authentic images of its source, or of all sources where its source has none",
            ],
            images[true], image => image.Record, (source, edited) =>
            {
                Prediction[] authentic = [.. authenticOfSource.Contains(source) ? authenticOfSource[source] : images[false]];
                var set = new Predictions(source, edited.Concat(authentic));
                var counts = ConfusionCounts.Of(set, coverageThreshold);
                return authentic.Length == 0 ? (0, [double.NaN, double.NaN, double.NaN])
                    : (authentic.Length, [counts.BalancedAccuracy, RocCurve.Of(set).AreaUnderCurve, counts.F1]);
            });
    }

    /// <summary>Table 3: which pixels? F1_th and IoU of the edited images of each row; authentic images are ignored.</summary>
    /// <param name="masks">Edited images; others are ignored.</param>
    /// <param name="maskThreshold">The lowest score of a pixel predicted edited; chosen on validation.</param>
    /// <param name="averaging">How each metric is averaged within a row.</param>
    /// <exception cref="ArgumentException">The mask threshold is not a multiple of 1/steps.</exception>
    public static LocalizationTable Segmentation(MaskHistograms masks, Threshold maskThreshold, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(maskThreshold);
        ArgumentNullException.ThrowIfNull(averaging);
        return Table(
            $"Segmentation on '{masks.Name}' (the paper's table 3)",
            [Metric.MaskF1AtThreshold, Metric.IoU],
            Paper.LocalizationSegmentation,
            [
                $"mask threshold {maskThreshold.DescribeOn(masks)}",
                $"each row: its edited images, {averaging}; how the paper averaged is unknown",
                $"the paper's text gives {Paper.RaiseMixedInText.Invariant()} as F1_th of RAISE, mixed; its table gives 0.5745",
            ],
            masks.Where(record => record.IsPositive), image => image.Record, (_, edited) =>
            {
                var metrics = averaging.Of([.. edited.Select(image => image.At(maskThreshold.Value))]);
                return (0, [metrics.F1, metrics.IoU]);
            });
    }

    private static LocalizationTable Table<T>(
        string title, Metric[] metrics, PaperTable paper, string[] conventions,
        IEnumerable<T> edited, Func<T, ImageRecord> recordOf, Func<string, IEnumerable<T>, (int Authentic, double[] Values)> measure)
    {
        double[] none = [.. metrics.Select(_ => double.NaN)];
        var measured = edited
            .GroupBy(image => (recordOf(image).Source, Method: recordOf(image).Method ?? "-", recordOf(image).EditKind))
            .OrderBy(group => group.Key.Source, StringComparer.OrdinalIgnoreCase)
            .ThenBy(group => group.Key.Method, StringComparer.OrdinalIgnoreCase)
            .ThenBy(group => group.Key.EditKind)
            .Select(group =>
            {
                var (source, method, kind) = group.Key;
                var (authentic, values) = measure(source, group);
                var printed = paper.Rows.FirstOrDefault(row => row.IsOf(source, method))?.Values ?? none;
                return new LocalizationRow(source, method, kind, group.Count(), authentic, values, printed);
            }).ToArray();
        var missing = paper.Rows.Where(row => !measured.Any(other => row.IsOf(other.Source, other.Method)))
            .Select(row => new LocalizationRow(row.Source, row.Method, EditKind.Unknown, 0, 0, none, row.Values));
        var average = metrics.Select((_, metric) =>
            measured.Select(row => row.Measured[metric]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
        var editedImages = measured.Sum(row => row.Edited);
        var averageRow = new LocalizationRow("AVG", "-", EditKind.Unknown, editedImages, 0, [.. average], paper.Average);
        return new(title, metrics, [.. measured, .. missing], averageRow, conventions);
    }
}
