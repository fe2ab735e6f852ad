using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>Reports on masks as HTML tables.</summary>
internal static class MaskReportHtml
{
    public static string Of(LocalizationReport report) => Of(report.Masks) + Of(report.Detection) + Of(report.Segmentation);

    public static string Of(MaskReport report)
    {
        var table = HtmlTable.Of(report.Metrics,
            ("metric", metric => metric.Name),
            ("measured", metric => PlotText.Number(metric.Value)),
            (report.Resamples > 0 ? "95 % interval" : "no interval", metric => PlotText.Interval(metric.Lower, metric.Upper)),
            ("nothing edited", metric => PlotText.Number(metric.AllNegative)),
            ("everything edited", metric => PlotText.Number(metric.AllPositive)),
            ("definition", metric => metric.Metric.Description));
        return $"""
            <p><strong>Masks of {PlotText.Html(report.Name)}</strong>: {report.Images.Counted("image")},
            {PlotText.Count(report.EditedImages)} of them edited.<br>
            Threshold {PlotText.Html(report.ThresholdDescription)}; {PlotText.Html(report.Averaging.ToString())}.</p>
            {table.ToHtml()}
            <p><small>'Nothing edited' and 'everything edited' are constant predictions.
            Oracle: no threshold reaches an F1 above {PlotText.Number(report.BestPossible.Metrics.F1)} on these images.</small></p>
            """;
    }

    public static string Of(LocalizationTable table)
    {
        var metrics = table.Metrics.SelectMany((metric, index) => new (string, Func<LocalizationRow, object?>)[]
        {
            (metric.Name, row => PlotText.Number(row.Measured[index])), ("paper", row => row.Paper[index]),
        });
        var rows = HtmlTable.Of(table.Rows.Append(table.Average),
            [("source", row => row.Source), ("method", row => row.Method), ("kind", row => row.Kind),
            ("edited", row => row.Edited), ("authentic", row => row.Authentic), .. metrics]);
        return $"<p><strong>{PlotText.Html(table.Title)}</strong></p>{rows.ToHtml()}" +
            $"<p><small>{string.Join("<br>", table.Conventions.Select(PlotText.Html))}</small></p>";
    }

    public static string Of(ProtocolTable table)
    {
        var columns = table.Protocols.SelectMany((protocol, index) => new (string, Func<ProtocolRow, object?>)[]
        {
            ($"F1, {protocol.Name}", row => PlotText.Number(row.Values[index].F1)),
            ($"IoU, {protocol.Name}", row => PlotText.Number(row.Values[index].IoU)),
        });
        var rows = HtmlTable.Of(table.Rows.Append(table.Average),
            [("source", row => row.Source), ("method", row => row.Method), ("kind", row => row.Kind), ("edited", row => row.Images),
            .. columns, ("F1, paper", row => row.Paper.F1), ("IoU, paper", row => row.Paper.IoU)]);
        var conventions = table.Protocols.Select(protocol => PlotText.Html(protocol.ToString()));
        return $"<p><strong>The paper's table 3 under {PlotText.Count(table.Protocols.Count)} protocols</strong></p>{rows.ToHtml()}"
            + $"<p><small>{string.Join("<br>", conventions)}<br>Means over edited images; the paper names no protocol.</small></p>";
    }
}
