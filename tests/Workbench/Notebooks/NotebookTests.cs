using System.Text.Json.Nodes;
using Telltale.Workbench;
using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Workbench.Notebooks;

public class NotebookTests
{
    [Fact]
    public void What_is_unknown_survives_reading_and_writing()
    {
        var json = JsonNode.Parse(NotebookFile.Text(NotebookFile.Prose("Größe ≤ 5 & <b>"), NotebookFile.Code("1")))!;
        json["metadata"]!["someone's"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
        json["cells"]![1]!["metadata"]!["tags"] = new JsonArray("keep");
        var text = Notebook.Parse(json.ToJsonString()).ToText();
        Assert.True(JsonNode.DeepEquals(json, JsonNode.Parse(text)));
        Assert.Contains("Größe ≤ 5 & <b>", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_reads_as_one_text_whether_stored_as_text_or_lines()
    {
        var cell = NotebookFile.Code("");
        cell["source"] = new JsonArray("a;\n", "b");
        Assert.Equal("a;\nb", Notebook.Parse(NotebookFile.Text(cell)).Cells[0].Source);
        Assert.Equal("a;\nb", Notebook.Parse(NotebookFile.Text(NotebookFile.Code("a;\nb"))).Cells[0].Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    [InlineData("two\nlines\n")]
    [InlineData("\n\nlast")]
    public void Text_split_into_lines_joins_to_itself(string text) => Assert.Equal(text, MultilineText.Join(MultilineText.Split(text)));

    [Fact]
    public void Cells_of_an_older_notebook_get_ids()
    {
        var json = JsonNode.Parse(NotebookFile.Text(NotebookFile.Code("1"), NotebookFile.Code("2")))!;
        json["nbformat_minor"] = 2;
        json["cells"]![0]!.AsObject().Remove("id");
        json["cells"]![1]!.AsObject().Remove("id");
        var notebook = Notebook.Parse(json.ToJsonString());
        Assert.Equal(["cell-1", "cell-2"], notebook.Cells.Select(cell => cell.Id));
        Assert.Equal(5, (int)JsonNode.Parse(notebook.ToText())!["nbformat_minor"]!);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"worksheets\": []}")]
    [InlineData("{\"cells\": [1]}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"cells\": [], \"cells\": []}")]
    [InlineData("{\"cells\": [], \"metadata\": []}")]
    [InlineData("{\"cells\": [], \"nbformat\": \"four\"}")]
    [InlineData("{\"cells\": [{\"cell_type\": 1}]}")]
    [InlineData("{\"cells\": [{\"id\": 1}]}")]
    [InlineData("{\"cells\": [{\"metadata\": \"m\"}]}")]
    [InlineData("{\"cells\": [{\"source\": 1}]}")]
    [InlineData("{\"cells\": [{\"source\": [\"a\", 1]}]}")]
    [InlineData("{\"cells\": [{\"source\": [null]}]}")]
    [InlineData("{\"cells\": [{\"source\": \"\\ud800\"}]}")]
    [InlineData("{\"cells\": [{\"source\": \"\", \"source\": \"\"}]}")]
    [InlineData("{\"cells\": [{\"execution_count\": \"1\"}]}")]
    [InlineData("{\"cells\": [{\"outputs\": {}}]}")]
    [InlineData("{\"cells\": [{\"outputs\": [1]}]}")]
    [InlineData("{\"cells\": [{\"outputs\": [{\"data\": 1}]}]}")]
    [InlineData("{\"cells\": [{\"attachments\": {\"a.png\": 1}}]}")]
    [InlineData("{\"cells\": [{\"attachments\": {\"a.png\": {\"image/png\": 1}}}]}")]
    public void A_file_that_is_no_notebook_is_named(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bad.ipynb"), content);
        var error = Assert.Throws<UnusableFileException>(() => Notebook.Read(folder.File("bad.ipynb")));
        Assert.StartsWith(folder.File("bad.ipynb"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Writing_replaces_the_file_and_leaves_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var path = NotebookFile.Write(folder, "a.ipynb", NotebookFile.Code("1"));
        Notebook.Parse(NotebookFile.Text(NotebookFile.Code("2"))).Write(path);
        Assert.Equal("2", Notebook.Read(path).Cells[0].Source);
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }
}
