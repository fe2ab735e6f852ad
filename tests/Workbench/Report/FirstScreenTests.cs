using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Report;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Report;

public class FirstScreenTests
{
    [Fact]
    public void It_names_the_paper_its_failure_and_what_the_run_found_with_a_link_to_the_cell()
    {
        var page = Page(Recorded(Finding("It finds 94 % of them.", "simulated", headline: true)));
        Assert.True(page.IndexOf("Some title", StringComparison.Ordinal) < page.IndexOf("It found 3.3&#160;%", StringComparison.Ordinal));
        var link = Regex.Match(page, "It finds 94&#160;% of them\\.\\s*<a class=\"origin\" href=\"#([^\"]+)\"").Groups[1].Value;
        Assert.Contains($"id=\"{link}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_chart_shows_the_paper_first_and_an_interval_only_where_there_is_one()
    {
        var page = Page(Recorded(Finding("a", "simulated", headline: true, (0.9, 0.85, 0.95)), Finding("b", "simulated", headline: true,
            (0.7, null, null))));
        var rows = Regex.Matches(page, "<li><span class=\"what\">.*?</li>", RegexOptions.Singleline).Select(row => row.Value).ToArray();
        Assert.Equal([false, true, false], rows.Select(row => row.Contains("class=\"range\"", StringComparison.Ordinal)));
        Assert.Contains("published", rows[0], StringComparison.Ordinal);
        Assert.Contains("left:85%;width:10%", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_one_name_are_told_apart_by_their_notebook_and_equal_values_are_drawn_once()
    {
        var one = Summary(Recorded(Finding("a", "simulated", headline: true, (0.9, null, null)))).Findings[0];
        var chart = MainChart.Html(null, [one, one, one with { Notebook = "b", Values = [one.Values[0] with { Value = 0.8 }] }]);
        var names = Regex.Matches(chart, "<span class=\"what\">(.*?) <em").Select(name => name.Groups[1].Value);
        Assert.Equal(["detector, a", "detector, b"], names);
    }

    [Fact]
    public void Times_are_in_minutes_and_seconds()
    {
        var summary = Summary(Code("1"));
        summary.Information["seconds"] = 1193.98;
        Assert.Contains("<dt>time</dt><dd>19 min 54 s</dd>", ReportPage.Html(summary), StringComparison.Ordinal);
        summary.Information["seconds"] = 59.97;
        Assert.Contains("<dt>time</dt><dd>1 min 0 s</dd>", ReportPage.Html(summary), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulated", "No real image was used")]
    [InlineData("real", "Real images were used: no value")]
    [InlineData("none", "This run recorded no result")]
    public void It_says_whether_any_real_image_was_used(string images, string says) =>
        Assert.Contains($"<strong>{says}", Page(Recorded(Finding("a", images))), StringComparison.Ordinal);

    [Fact]
    public void Where_both_were_used_it_says_in_which_notebooks()
    {
        var summary = Summary(Recorded(Finding("a", "real")));
        var other = summary.Findings[0] with { Notebook = "b", Images = "simulated" };
        Assert.StartsWith(
            "Real images were used in a only; the values of b", ImagesUsed.Sentence(summary with { Findings = [.. summary.Findings,
                other] }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_that_is_no_headline_is_listed_with_its_notebook_only()
    {
        var page = Page(Recorded(Finding("Only in the list.", "simulated")));
        var header = page[..page.IndexOf("</header>", StringComparison.Ordinal)];
        Assert.DoesNotContain("Only in the list.", header, StringComparison.Ordinal);
        Assert.Contains("<li>Only in the list.</li>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_paper_and_without_findings_it_is_still_a_page()
    {
        var page = Page(Code("1"));
        Assert.Contains("<h1>Telltale report</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"main-chart\"", page, StringComparison.Ordinal);
    }

    private static JsonObject Finding(
        string sentence, string images, bool headline = false, params (double Value, double? Lower, double? Upper)[] values) => new()
    {
        ["sentence"] = sentence,
        ["images"] = images,
        ["headline"] = headline,
        ["values"] = new JsonArray([.. values.Select(value => (JsonNode)Value(value.Value, value.Lower, value.Upper))]),
    };

    private static JsonObject Value(double value, double? lower, double? upper) => new()
    {
        ["metric"] = "balanced accuracy", ["name"] = "detector", ["value"] = value, ["lower"] = lower, ["upper"] = upper,
    };

    /// <summary>A cell that recorded findings after a set-up cell that named the paper.</summary>
    private static JsonObject Recorded(params JsonObject[] findings)
    {
        var paper = new JsonObject
        {
            ["title"] = "Some title", ["authors"] = "Someone", ["venue"] = "Somewhere", ["link"] = "https://example.org/task",
            ["failure"] = "It found 3.3 % of them.", ["value"] = Value(0.5, null, null),
        };
        var cell = Code("record");
        cell["outputs"] = new JsonArray(
            Display(NotebookFindings.RunMimeType, new JsonObject { ["paper"] = paper }),
            Display(NotebookFindings.FindingMimeType, new JsonArray([.. findings.Select(finding => (JsonNode)finding)])));
        return cell;
    }

    private static JsonObject Display(string mimeType, JsonNode content) => new()
    {
        ["output_type"] = "display_data", ["data"] = new JsonObject { [mimeType] = content },
    };

    private static string Page(JsonObject cell) => ReportPage.Html(Summary(cell));

    private static RunSummary Summary(JsonObject cell) => RunSummary.Of(
        [new NotebookRecord(Path.GetFullPath("/notebooks/a.ipynb"), Notebook.Parse(Text(cell)), NotebookStatus.Completed, null, 1, 1,
            TimeSpan.FromSeconds(2), 100)],
        DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(2));
}
