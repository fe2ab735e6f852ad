using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Plots;

/// <summary>Teaches any host of the .NET Interactive formatting package how the kit's types look.</summary>
public static class NotebookFormatters
{
    /// <summary>Registers them all; <see cref="Notebook.Start"/> does so. Doing it again changes nothing.</summary>
    public static void Register()
    {
        ShowChart<Figure>(FigureHtml.Of, PlotlyJson.Of, figure => figure.Title);
        ShowChart<GenericChart>(FigureHtml.Of, PlotlyJson.Of, _ => "chart");
        Show<NotebookSetup>(setup => $"{PlotlyScript.Element}\n<p>{PlotText.Html(setup.ToString())}</p>");
        Show<ImageGrid>(grid => grid.ToHtml());
        Show<HtmlTable>(table => table.ToHtml());
        Show<DetectionReport>(DetectionReportHtml.Of);
        Show<TrainingHistory>(TrainingHistoryHtml.Of);
        Show<Profile>(profile => $"<p>{PlotText.Html(profile.ToString())}</p>");
        ShowText<RgbImage>(image => $"image, {image.Width} × {image.Height} px");
        Formatter.Register<RgbImage>(
            image => ImageElement.Html(ImageElement.Source(image), $"image, {image.Width} × {image.Height} px", "max-width:100%"), HtmlFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(RgbImage), HtmlFormatter.MimeType);
        ShowText<torch.Tensor>(TensorImage.Describe);
        Formatter.SetPreferredMimeTypesFor(typeof(torch.Tensor), PlainTextFormatter.MimeType);
        Show<RecordedResults>(results => results.ToHtml());
        Formatter.Register<RecordedResults>(results => results.ToJson(), RecordedResults.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(RecordedResults), HtmlFormatter.MimeType, RecordedResults.MimeType);
    }

    private static void ShowChart<T>(Func<T, string> html, Func<T, string> json, Func<T, string> text)
    {
        Formatter.Register(html, HtmlFormatter.MimeType);
        Formatter.Register(json, PlotlyJson.MimeType);
        ShowText(text);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlotlyJson.MimeType);
    }

    private static void Show<T>(Func<T, string> html)
    {
        Formatter.Register(html, HtmlFormatter.MimeType);
        ShowText<T>(value => value!.ToString()!);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType);
    }

    private static void ShowText<T>(Func<T, string> text) => Formatter.Register(text, PlainTextFormatter.MimeType);
}
