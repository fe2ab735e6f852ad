using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>A diagnosis as an HTML table.</summary>
internal static class CollapseDiagnosisHtml
{
    public static string Of(CollapseDiagnosis diagnosis)
    {
        var table = HtmlTable.Of(diagnosis.Findings,
            ("failure of", finding => finding.Kind.ToString().ToLowerInvariant()),
            ("", finding => finding.StateText),
            ("evidence", finding => finding.Statement));
        return $"""
            <p><strong>Diagnosis of {PlotText.Html(diagnosis.Name)}: {PlotText.Html(diagnosis.Verdict)}</strong></p>
            {(diagnosis.Consistency is { } consistency ? $"<p>{PlotText.Html(consistency)}</p>" : "")}
            {table.ToHtml()}
            """;
    }
}
