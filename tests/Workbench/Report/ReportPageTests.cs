using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Report;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Report;

public class ReportPageTests
{
    private const string PlotlyMark = "<script data-telltale=\"plotly\">";

    [Fact]
    public void The_page_has_one_plotly_script_before_its_first_chart()
    {
        var setUp = Shown("text/html", PlotlyMark + "window.Plotly = 1;</script>");
        var chart = Shown("text/html", "<div id=\"chart\"></div><script>Plotly.draw()</script>");
        var page = Page(Record("a", setUp, chart), Record("b", setUp, chart));
        Assert.Single(Regex.Matches(page, PlotlyMark));
        Assert.Equal(2, Regex.Count(page, @"Plotly\.draw\("));
        Assert.True(page.IndexOf(PlotlyMark, StringComparison.Ordinal) < page.IndexOf("Plotly.draw", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_from_cells_cannot_become_part_of_the_page()
    {
        const string Evil = "</pre></script><script>alert(1)</script>";
        var printed = Code(Evil);
        printed["outputs"] = new JsonArray(
            new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = Evil },
            new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = Evil, ["traceback"] = new JsonArray(Evil) });
        var result = MeasuredResult.From("a", new JsonObject { ["metric"] = Evil, ["corpus"] = Evil, ["convention"] = Evil });
        var page = ReportPage.Html(Summary([Record("a", printed, Shown("text/plain", Evil), Prose($"# `{Evil}`"))], [result]));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_values_come_last_with_simulated_ones_marked_and_the_papers_beside()
    {
        var simulated = MeasuredResult.From(
            "a", new JsonObject { ["metric"] = "AUC", ["value"] = 0.91, ["paper"] = 0.5745, ["simulated"] = true });
        var real = MeasuredResult.From("a", new JsonObject { ["metric"] = "F1", ["value"] = "NaN", ["corpus"] = "photographs" });
        var page = ReportPage.Html(Summary([Record("a", Code("1"))], [simulated, real]));
        Assert.Single(Regex.Matches(page, "class=\"simulated\""));
        Assert.Contains("0.910", page, StringComparison.Ordinal);
        Assert.Contains("0.5745", page, StringComparison.Ordinal);
        Assert.Contains("undefined", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf("class=\"notebook\"", StringComparison.Ordinal) < page.IndexOf("id=\"values\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_asks_no_network_and_its_links_lead_somewhere()
    {
        var page = Page(
            Record("01-data", Prose("# Data\n\n## Load\n\nGo on with [detection](02-detection.ipynb)."), Code("1")),
            Record("02-detection", Prose("# Detection\n\n## Load")));
        Assert.DoesNotMatch("src=\"(https?:)?//", page);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        var ids = Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(
            Regex.Matches(page, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value), target => Assert.Contains(target, ids));
        Assert.Contains("<a href=\"#notebook-02-detection\">detection</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_lie_within_the_page()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("dot.png"), [1, 2, 3]);
        var prose = Prose("![a dot](dot.png) ![pasted](attachment:p.png)");
        prose["attachments"] = new JsonObject { ["p.png"] = new JsonObject { ["image/png"] = "BAUG" } };
        var page = Page(Record("a", Shown("image/png", "Zm9v\n"), prose) with { Path = folder.File("a.ipynb") });
        Assert.All(
            ["Zm9v", "AQID", "BAUG"], base64 => Assert.Contains($"src=\"data:image/png;base64,{base64}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_forms_the_richest_is_shown()
    {
        var value = Shown("text/plain", "plain form");
        value["outputs"]![0]!["data"]!["text/html"] = "<b>rich form</b><style>\r\n.dni-code-hint { }\r\n</style>";
        var page = Page(Record("a", value));
        Assert.Contains("<b>rich form</b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plain form", page, StringComparison.Ordinal);
        Assert.DoesNotContain(".dni-code-hint { }", page, StringComparison.Ordinal);
    }

    private static JsonObject Shown(string mimeType, string content)
    {
        var cell = Code("show");
        var data = new JsonObject { [mimeType] = content };
        cell["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = data });
        return cell;
    }

    private static NotebookRecord Record(string name, params JsonObject[] cells) => new(
        Path.GetFullPath($"/notebooks/{name}.ipynb"), Notebook.Parse(Text([.. cells.Select(cell => (JsonObject)cell.DeepClone())])),
        NotebookStatus.Completed, null, 1, 1, TimeSpan.FromSeconds(2), 100);

    private static string Page(params NotebookRecord[] records) => ReportPage.Html(Summary(records, []));

    private static RunSummary Summary(IReadOnlyList<NotebookRecord> records, IReadOnlyList<MeasuredResult> results) =>
        RunSummary.Of(records, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(2)) with { Results = results };
}
