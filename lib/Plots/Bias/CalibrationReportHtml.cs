using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>Calibration and threshold transfer as HTML tables.</summary>
internal static class CalibrationReportHtml
{
    public static string Of(CalibrationReport report)
    {
        var scores = HtmlTable.Of(report.Scores,
            ("scores", item => item.Name),
            ("ECE, validation", item => PlotText.Number(item.ValidationError)),
            ("ECE, test", item => PlotText.Number(item.TestError)),
            ("log loss, test", item => PlotText.Number(item.TestLogLoss)),
            ("F1 at 0.5, test", item => PlotText.Number(item.F1AtHalf)));
        var thresholds = HtmlTable.Of(report.Thresholds,
            ("threshold", item => item.Description),
            ("F1, validation", item => PlotText.Number(item.Validation.F1)),
            ("F1, test", item => PlotText.Number(item.Test.F1)),
            ("balanced accuracy, validation", item => PlotText.Number(item.Validation.BalancedAccuracy)),
            ("balanced accuracy, test", item => PlotText.Number(item.Test.BalancedAccuracy)));
        return $"""
            <p><strong>Calibration</strong> fitted on {PlotText.Html(report.Scores[0].Validation.Name)},
            tested on {PlotText.Html(report.Name)}</p>
            {scores.ToHtml()}
            <p>Metrics at each threshold on both sets:</p>
            {thresholds.ToHtml()}
            """;
    }
}
