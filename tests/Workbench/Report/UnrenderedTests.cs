using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Report;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Report;

/// <summary>A cell that the renderer cannot take is shown as plain text, and the rest of the report as ever.</summary>
public class UnrenderedTests
{
    [Theory]
    [InlineData(">", 5_000)]
    [InlineData("> ", 5_000)]
    [InlineData("- ", 5_000)]
    [InlineData("1. ", 5_000)]
    [InlineData("[", 20_000)]
    [InlineData("![", 20_000)]
    [InlineData("(", 20_000)]
    [InlineData("${", 5_000)]
    [InlineData("\\frac{", 5_000)]
    [InlineData("**a *b ", 2_000)]
    [InlineData("<b>", 5_000)]
    public void Deep_prose_costs_only_its_cell(string opening, int times)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, times));
        var page = Page(Prose(deep), Prose($"$${deep}$$"), Prose("# After it"), Shown("text/markdown", deep));
        Assert.Contains("After it</h2>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("a<", 20_000)]
    [InlineData("#if (", 5_000)]
    public void Deep_code_is_shown_without_colours(string opening, int times)
    {
        var code = string.Concat(Enumerable.Repeat(opening, times));
        var page = Page(Code(code), Code("var after = 1;"));
        Assert.Contains(System.Net.WebUtility.HtmlEncode(code), page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"keyword\">var</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_displayed_tree_of_200_levels_is_written_and_shown()
    {
        var tree = string.Concat(Enumerable.Repeat("[", 200)) + "7" + string.Concat(Enumerable.Repeat("]", 200));
        var notebook = Notebook.Parse(Text(Code("show")));
        notebook.Cells[0].Outputs.Add((JsonNode)new JsonObject
        {
            ["output_type"] = "display_data",
            ["data"] = MimeData.Of(
                new Dictionary<string, string> { ["application/json"] = tree }, text => text, complaint => Assert.Fail(complaint)),
        });
        Assert.Contains("7", Page(notebook), StringComparison.Ordinal);
        Assert.NotEmpty(notebook.ToText());
    }

    [Fact]
    public void What_a_cell_displays_does_not_replace_the_time_of_the_run() => Assert.Contains(
        "1 January 1970",
        Page(Shown("application/vnd.telltale.run+json", new JsonObject { ["started"] = 5, ["seconds"] = new JsonArray() })),
        StringComparison.Ordinal);

    private static JsonObject Shown(string mimeType, JsonNode content)
    {
        var cell = Code("show");
        cell["outputs"] = new JsonArray(new JsonObject
        {
            ["output_type"] = "display_data",
            ["data"] = new JsonObject { [mimeType] = content },
        });
        return cell;
    }

    private static string Page(params JsonObject[] cells) => Page(Notebook.Parse(Text(cells)));

    private static string Page(Notebook notebook) => ReportPage.Html(RunSummary.Of(
        [
            new NotebookRecord(
                Path.GetFullPath("/notebooks/a.ipynb"), notebook, NotebookStatus.Completed, null, 1, 1, TimeSpan.FromSeconds(2), 100),
        ],
        DateTimeOffset.UnixEpoch,
        TimeSpan.FromSeconds(2)));
}
