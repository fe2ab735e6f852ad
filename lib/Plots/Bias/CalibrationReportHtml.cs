using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>Calibration and threshold transfer as tables for a notebook.</summary>
internal static class CalibrationReportHtml
{
    public static string Of(CalibrationReport report)
    {
        var scores = HtmlTable.Of(report.Scores,
            ("scores", item => item.Name),
            ("ECE, validation", item => PlotText.Figure(item.ValidationError)),
            ("ECE, test", item => PlotText.Figure(item.TestError)),
            ("log loss, test", item => PlotText.Figure(item.TestLogLoss)),
            ("F1 at 0.5, test", item => PlotText.Figure(item.F1AtHalf)));
        var thresholds = HtmlTable.Of(report.Thresholds,
            ("threshold", item => item.Description),
            ("F1, validation", item => PlotText.Figure(item.Validation.F1)),
            ("F1, test", item => PlotText.Figure(item.Test.F1)),
            ("balanced accuracy, validation", item => PlotText.Figure(item.Validation.BalancedAccuracy)),
            ("balanced accuracy, test", item => PlotText.Figure(item.Test.BalancedAccuracy)));
        return $"""
            <p><strong>Calibration</strong> learnt on {PlotText.Html(report.Scores[0].Validation.Name)}, tried on {PlotText.Html(report.Name)}</p>
            {scores.ToHtml()}
            <p>Thresholds, and what they are worth on either set:</p>
            {thresholds.ToHtml()}
            """;
    }
}
