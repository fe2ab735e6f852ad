using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Report;

/// <summary>Renders a run as a single HTML page without external resources.</summary>
internal static partial class ReportPage
{
    private const int DeepestInContents = 2;

    /// <summary>
    /// Blocks everything loaded from the network. Charts contain their scripts, and plotly.js compiles code at run time.
    /// </summary>
    private const string Policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
        + "img-src data: blob:; font-src data:; media-src data:";

    /// <summary>Writes the page atomically.</summary>
    public static void Write(string path, RunSummary summary) => WholeFile.Write(path, Html(summary));

    public static string Html(RunSummary summary)
    {
        var anchors = summary.Notebooks.ToDictionary(record => record.Name, record => Anchor(record.Name));
        var pageAnchors = summary.Notebooks.ToDictionary(record => Path.GetFileName(record.Path), record => anchors[record.Name]);
        var plotly = new PlotlyScript();
        var sections = summary.Notebooks
            .Select(record => NotebookSection.Of(record, anchors[record.Name], pageAnchors, plotly))
            .ToList();
        var started = (string)summary.Information["started"]!;
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Telltale report</title>
            <style>
            {Styles()}</style>
            </head>
            <body>
            <a class="skip" href="#content">To the content</a>
            <header><h1>Telltale report</h1><p>Run of <time datetime="{started}">{Readable(started)}</time></p></header>
            <div class="page">
            <nav aria-label="Contents">
            {Contents(sections)}</nav>
            <main id="content">
            <section id="summary"><h2>Measured and published values</h2>
            {SummaryTable.Html(summary.Results, anchors)}</section>
            {string.Concat(sections.Select(section => section.Html))}<section id="run"><h2>Run information</h2>
            {RunTable.Html(summary, anchors)}</section>
            </main>
            </div>
            </body>
            </html>

            """;
    }

    private static string Contents(IEnumerable<NotebookSection> sections)
    {
        var list = new StringBuilder("<h2>Contents</h2>\n<ul>\n<li><a href=\"#summary\">Measured and published values</a></li>\n");
        foreach (var section in sections)
        {
            var parts = section.Headings.Where(heading => heading.Level == DeepestInContents).Select(Entry);
            var title = WebUtility.HtmlEncode(section.Title);
            list.Append($"<li><a href=\"#{section.Anchor}\">{title}</a><ul>{string.Concat(parts)}</ul></li>\n");
        }

        return list.Append("<li><a href=\"#run\">Run information</a></li>\n</ul>\n").ToString();
    }

    private static string Readable(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static string Entry(Heading heading) => $"<li><a href=\"#{heading.Anchor}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>";

    /// <summary>An id without characters that a URL would escape.</summary>
    private static string Anchor(string name) => "notebook-" + NotInAnchors().Replace(name, "-");

    private static string Styles()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("[^A-Za-z0-9-]+")]
    private static partial Regex NotInAnchors();
}
