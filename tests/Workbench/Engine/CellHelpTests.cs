using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

/// <summary>What helps the author of a cell: errors with their lines, proposals, tables, and the magic commands that are known.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class CellHelpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CSharpSession session;
    private readonly List<CellOutput> outputs = [];

    public CellHelpTests() => session = new CSharpSession(folder.Root);

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_exception_shows_the_lines_around_it_also_of_an_earlier_cell()
    {
        await session.ExecuteAsync("int Half(int n)\n{\n    return 10 / n;\n}", "cell 1", outputs.Add);
        var outcome = await session.ExecuteAsync("var a = 0;\nHalf(a)", "cell 2", outputs.Add);
        Assert.Equal(
            ["         1 | int Half(int n)", "         2 | {", "     >   3 |     return 10 / n;", "         4 | }"],
            outcome.Error!.Trace.TakeLast(4));
    }

    [Theory]
    [InlineData("var number = 1;\nnumbr + 1", "Did you mean 'number'?")]
    [InlineData("Console.WriteLin(1)", "Did you mean 'WriteLine'?")]
    [InlineData("\"text\".Lenght", "Did you mean 'Length'?")]
    [InlineData("new[] { 1 }.Selct(x => x)", "Did you mean 'Select'?")]
    [InlineData("Lst<int> list = null;", "Did you mean 'List'?")]
    public async Task A_misspelt_name_gets_a_proposal(string code, string proposal) =>
        Assert.Contains((await Execute(code)).Error!.Trace, line => line.Trim() == proposal);

    [Fact]
    public async Task A_name_like_no_other_gets_none() =>
        Assert.DoesNotContain((await Execute("qqqqqqqqqq")).Error!.Trace, line => line.Contains("Did you mean", StringComparison.Ordinal));

    [Fact]
    public async Task Errors_after_a_syntax_error_are_told_too()
    {
        var trace = string.Join('\n', (await Execute("var a = ;\nvar b = nonsense;")).Error!.Trace);
        Assert.Contains("CS1525", trace, StringComparison.Ordinal);
        Assert.Contains("line 2, column 9: CS0103", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timed_cell_says_how_long_it_took_and_its_lines_keep_their_numbers()
    {
        await Execute("#!time\n1 + 1");
        Assert.Matches(@"^Wall time: \d+\.\d ms\n$", Assert.Single(outputs.OfType<StreamOutput>()).Text);
        Assert.Equal(2, (await Execute("#!time\nthrow new Exception();")).Error!.Line);
    }

    [Fact]
    public async Task Variables_are_listed_with_type_and_value()
    {
        await Execute("var count = 3; var names = new List<string>();");
        await Execute("#!whos\nvar count = 4.5;");
        var table = Assert.IsType<DisplayOutput>(Assert.Single(outputs)).Data;
        Assert.Contains("<td>count</td><td>double</td><td>4.5</td>", table["text/html"], StringComparison.Ordinal);
        Assert.Contains("names  List<string>", table["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_is_shown_as_it_is()
    {
        await Execute("HTML(\"<b>bold</b>\")");
        Assert.Equal("<b>bold</b>", Assert.IsType<ResultOutput>(Assert.Single(outputs)).Data["text/html"]);
    }

    [Theory]
    [InlineData("new[] { new { Name = \"<b>\", Value = 1.5 } }", "<th>Name</th><th>Value</th>", "&lt;b&gt;")]
    [InlineData("record Row(string Name, int? Count);\nnew List<Row> { new(\"a\", null) }", "<th>Name</th><th>Count</th>", ">null<")]
    [InlineData("Enumerable.Range(0, 3).Select(i => (i, i * i))", "<th>Item1</th><th>Item2</th>", ">4<")]
    [InlineData("Enumerable.Range(0, 500).Select(i => new { i }).ToList()", "<th>i</th>", "The first 100 of 500 rows.")]
    public async Task A_sequence_of_records_is_a_table(string code, string header, string content)
    {
        await Execute(code);
        var html = Assert.IsType<ResultOutput>(Assert.Single(outputs)).Data["text/html"];
        Assert.Contains(header, html, StringComparison.Ordinal);
        Assert.Contains(content, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_is_evaluated_between_cells_and_leaves_nothing_behind()
    {
        await Execute("var a = 20;");
        Assert.Equal("21", (await session.EvaluateAsync("a + 1")).Data!["text/plain"]);
        Assert.StartsWith("line 1", (await session.EvaluateAsync("nonsense")).Error!.Message, StringComparison.Ordinal);
        await session.EvaluateAsync("var b = 1;");
        Assert.Equal(CellStatus.Rejected, (await Execute("b")).Status);
    }

    private Task<CellOutcome> Execute(string code) => session.ExecuteAsync(code, "cell 1", outputs.Add);
}
