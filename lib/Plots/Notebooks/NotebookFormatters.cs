using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Plots;

/// <summary>Formatters of the kit's types for hosts of the .NET Interactive formatting package.</summary>
internal static class NotebookFormatters
{
    /// <summary>Registers all formatters; called by <see cref="Notebook.Start"/>. Calling it again has no effect.</summary>
    public static void Register()
    {
        Show<Chart>(ChartHtml.Of);
        AlsoShow<Chart>(PlotlyJson.Of, PlotlyJson.MimeType);
        Show<GenericChart>(ChartHtml.Of, _ => "chart");
        AlsoShow<GenericChart>(PlotlyJson.Of, PlotlyJson.MimeType);
        Show<NotebookSetup>(setup => $"{PlotlyScript.Element}\n<p>{PlotText.Html(setup.ToString())}</p>");
        AlsoShow<NotebookSetup>(setup => setup.ToJson(), NotebookSetup.MimeType);
        Show<ImageCollection>(ImageCollectionHtml.Of);
        Show<CollectionSplit>(CollectionSplitHtml.Of);
        Show<Ledger>(LedgerHtml.Of);
        Show<ImageGrid>(grid => grid.ToHtml());
        Show<MaskReport>(MaskReportHtml.Of);
        Show<LocalizationTable>(MaskReportHtml.Of);
        Show<LocalizationReport>(MaskReportHtml.Of);
        Show<ProtocolTable>(MaskReportHtml.Of);
        Show<MaskGrid>(grid => grid.ToHtml());
        Show<InteractiveChart>(figure => figure.ToHtml());
        Show<HtmlTable>(table => table.ToHtml());
        Show<ExerciseVerdict>(verdict => verdict.ToHtml());
        Show<DetectionReport>(DetectionReportHtml.Of);
        Show<CollapseDiagnosis>(CollapseDiagnosisHtml.Of);
        Show<SourceDiagnoses>(CollapseDiagnosisHtml.Of);
        Show<CureBounds>(CureBoundsHtml.Of);
        Show<ShortcutAudit>(ShortcutAuditHtml.Of);
        Show<BiasReport>(BiasReportHtml.Of);
        Show<CalibrationReport>(CalibrationReportHtml.Of);
        Show<DetectorComparison>(DetectorComparisonHtml.Of);
        Show<InterventionProbe>(InterventionProbeHtml.Of);
        Show<LeaveOneGeneratorOut>(ProtocolHtml.Of);
        Show<RobustnessCurves>(ProtocolHtml.Of);
        Show<TrainingHistory>(TrainingHistoryHtml.Of);
        Show<Profile>(profile => $"<p>{PlotText.Html(profile.ToString())}</p>");
        Show<RgbImage>(image => ImageElement.Html(ImageElement.Source(image), Describe(image), "max-width:100%"), Describe);
        Show<RecordedResults>(results => results.ToHtml());
        AlsoShow<RecordedResults>(results => results.ToJson(), RecordedResults.MimeType);
        Show<RecordedConclusions>(conclusions => conclusions.ToHtml());
        AlsoShow<RecordedConclusions>(conclusions => conclusions.ToJson(), RecordedConclusions.MimeType);
        Formatter.Register<torch.Tensor>(TensorImage.Describe, PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(torch.Tensor), PlainTextFormatter.MimeType);
    }

    private static void Show<T>(Func<T, string> html, Func<T, string>? text = null)
    {
        Formatter.Register(html, HtmlFormatter.MimeType);
        Formatter.Register(text ?? (value => value!.ToString()!), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType);
    }

    /// <summary>Hosts send all preferred MIME types; front ends and the runner use the one they know.</summary>
    private static void AlsoShow<T>(Func<T, string> json, string mimeType)
    {
        Formatter.Register(json, mimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, mimeType);
    }

    private static string Describe(RgbImage image) => $"image, {image.Width} × {image.Height} px";
}
