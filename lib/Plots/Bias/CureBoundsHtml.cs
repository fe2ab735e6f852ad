using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>The upper bounds of simple cures as an HTML table.</summary>
internal static class CureBoundsHtml
{
    public static string Of(CureBounds bounds)
    {
        var table = HtmlTable.Of(bounds.Bounds,
            ("cure", bound => bound.Cure),
            (Metric.BalancedAccuracy.Name, bound => PlotText.Number(bound.BalancedAccuracy)),
            (Metric.F1.Name, bound => PlotText.Number(bound.F1)),
            ("log loss", bound => PlotText.Number(bound.LogLoss)),
            (Metric.ExpectedCalibrationError.Name, bound => PlotText.Number(bound.CalibrationError)),
            ("", bound => bound.Remark));
        return $"<p><strong>{PlotText.Html(bounds.Heading)}</strong></p>\n{table.ToHtml()}";
    }
}
