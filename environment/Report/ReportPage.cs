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
        var (plotly, glossary) = (new PlotlyScript(), Glossary.OfTheKit());
        var sections = summary.Notebooks.ToDictionary(
            record => record.Name, record => NotebookSection.Of(record, anchors[record.Name], pageAnchors, plotly, glossary));
        var started = (string)summary.Information["started"]!;
        string CellOf(RecordedFinding finding) => NotebookSection.CellAnchor(anchors[finding.Notebook], finding.Cell);
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
            {Resource("report.css")}</style>
            </head>
            <body>
            <a class="skip" href="#content">To the content</a>
            {FirstScreen.Html(summary, $"<time datetime=\"{started}\">{Readable(started)}</time>", CellOf)}<div class="page">
            <nav aria-label="Contents">
            {Contents(summary, sections.Values)}</nav>
            <main id="content">
            {FindingsList.Html(summary.Findings, name => sections[name].Title, CellOf)}{string.Concat(sections.Values
                .Select(section => section.Html))}<section id="run"><h2>Run information</h2>
            {RunTable.Html(summary, anchors)}</section>
            <section id="glossary"><h2>Glossary</h2>
            {glossary.Html()}</section>
            <section id="references"><h2>References</h2>
            {Prose.Html(Resource("references.md"))}</section>
            <section id="values"><h2>All values</h2>
            {SummaryTable.Html(summary.Results, anchors)}</section>
            </main>
            </div>
            <script>
            {Resource("report.js")}</script>
            </body>
            </html>

            """;
    }

    private static string Contents(RunSummary summary, IEnumerable<NotebookSection> sections)
    {
        var list = new StringBuilder("<h2>Contents</h2>\n<ul>\n<li><a href=\"#summary\">Summary</a></li>\n");
        if (summary.Findings.Count > 0)
        {
            list.Append("<li><a href=\"#findings\">What this run showed</a></li>\n");
        }

        foreach (var section in sections)
        {
            var parts = section.Headings.Where(heading => heading.Level == DeepestInContents).Select(Entry);
            var title = WebUtility.HtmlEncode(section.Title);
            list.Append($"<li><a href=\"#{section.Anchor}\">{title}</a><ul>{string.Concat(parts)}</ul></li>\n");
        }

        return list.Append("""
            <li><a href="#run">Run information</a></li>
            <li><a href="#glossary">Glossary</a></li>
            <li><a href="#references">References</a></li>
            <li><a href="#values">All values</a></li>
            </ul>

            """).ToString();
    }

    private static string Readable(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static string Entry(Heading heading) => $"<li><a href=\"#{heading.Anchor}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>";

    /// <summary>An id without characters that a URL would escape.</summary>
    private static string Anchor(string name) => "notebook-" + NotInAnchors().Replace(name, "-");

    /// <summary>A text that is embedded in this program.</summary>
    internal static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("[^A-Za-z0-9-]+")]
    private static partial Regex NotInAnchors();
}
