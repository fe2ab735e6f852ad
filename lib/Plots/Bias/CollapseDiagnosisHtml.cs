using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>A diagnosis as an HTML table of kinds of failure; the diagnoses of several sources as a table of sources.</summary>
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

    public static string Of(SourceDiagnoses diagnoses)
    {
        var table = HtmlTable.Of(diagnoses,
            ("source", diagnosis => diagnosis.Name),
            ("real", diagnosis => PlotText.Count(diagnosis.Matrices[0].Negatives)),
            ("synthetic", diagnosis => PlotText.Count(diagnosis.Matrices[0].Positives)),
            ("diagnosis", diagnosis => diagnosis.Verdict));
        return $"<p><strong>Diagnosis of {PlotText.Html(diagnoses.Name)} by source</strong></p>\n{table.ToHtml()}";
    }
}
