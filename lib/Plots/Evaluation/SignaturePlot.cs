using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>Recall, false alarm rate and ROC AUC of several detectors, side by side.</summary>
public static class SignaturePlot
{
    /// <summary>
    /// One row per detector and test set, which begins with the origin of its values. Rows of different origins are separated by a line.
    /// </summary>
    /// <param name="signatures">At least one, in the order of the rows.</param>
    public static Chart Of(IEnumerable<DetectorSignature> signatures)
    {
        DetectorSignature[] rows = [.. signatures];
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length, nameof(signatures));
        var collapsed = rows.Where(row => row.PredictsReal).ToArray();
        var title = collapsed.Length == 0
            ? "No detector predicts real for almost everything"
            : $"{collapsed.Length} of {rows.Length} predict real for almost everything (recall and false alarms below 10 %): " +
                PlotText.List([.. collapsed.Select(row => $"{row.Detector} ({row.Images})")]);
        var layout = new PlotLayout(
            PlotAxis.Share("recall, false alarm rate, ROC AUC"),
            new PlotAxis("") { Categories = [.. rows.Select(Name)], Range = (rows.Length - 0.5, -0.5) },
            height: 120 + 34 * rows.Length);
        var borders = Enumerable.Range(1, rows.Length - 1).Where(row => rows[row].Origin != rows[row - 1].Origin)
            .Select(row => Series.Reference("", new PlotPoint(0, row - 0.5), new PlotPoint(1, row - 0.5)).With("showlegend", false));
        return new(title, layout.Combine([
            .. borders,
            Series.Reference("chance (ROC AUC)", new PlotPoint(0.5, -0.5), new PlotPoint(0.5, rows.Length - 0.5)),
            Points(Metric.Recall.Name, row => row.Recall, SeriesStyle.Positive),
            Points("false alarm rate", row => row.FalsePositiveRate, SeriesStyle.Negative),
            Points(Metric.RocAuc.Name, row => row.RocAuc, SeriesStyle.Of(2))]));

        Plotly.NET.GenericChart Points(string name, Func<DetectorSignature, double> of, SeriesStyle style) => Series.Points(
            name, [.. rows.Select((row, index) => new PlotPoint(of(row), index, $"{Name(row)}: {name} {PlotText.Number(of(row))}"))],
            style.Color, style.Symbol, "%{text}<extra></extra>");
    }

    private static string Name(DetectorSignature row) => $"[{row.Origin}] {row.Detector}: {row.Images}";
}
