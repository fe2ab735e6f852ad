using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

/// <summary>The compiler's completions beside those of the editor services.</summary>
public sealed class QuickCompletionTests : IDisposable
{
    private const string Indexer = "this";

    private readonly TemporaryFolder folder = new();
    private readonly CellWorkspace cells;

    public QuickCompletionTests() => cells = new CellWorkspace(folder.Root);

    public void Dispose()
    {
        cells.Dispose();
        folder.Dispose();
    }

    /// <summary>Position is where the bar is.</summary>
    [Theory]
    [InlineData("earlier.|")]
    [InlineData("earlier.Le|")]
    [InlineData("earlier?.|")]
    [InlineData("numbers.|")]
    [InlineData("numbers.Select(n => n.|)")]
    [InlineData("foreach (var n in numbers) { n.Com|; }")]
    [InlineData("\"text\".|")]
    [InlineData("new DateTime(2000, 1, 1).|")]
    [InlineData("Math.Ab|(1)")]
    [InlineData("Math.M|ax(1, 2)")]
    [InlineData("Console.|")]
    [InlineData("DayOfWeek.|")]
    [InlineData("Environment.|")]
    [InlineData("System.Text.|")]
    [InlineData("new System.Text.|")]
    [InlineData("$\"{earlier.|}\"")]
    public async Task Members_are_those_of_the_editor_services(string marked)
    {
        var (quick, services) = await BothAsync(marked);
        Assert.Equal((services.Start, services.End), (quick.Start, quick.End));
        Assert.Equal(
            services.Items.Where(item => item is { Kind: not ("operator" or "snippet"), Text: not Indexer })
                .Select(item => item.Text).Order(StringComparer.Ordinal),
            quick.Items.Select(item => item.Text).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("using System.|", "IO")]
    [InlineData("using Sys|", "System")]
    public async Task After_using_there_are_namespaces(string marked, string expected)
    {
        var (quick, services) = await BothAsync(marked);
        Assert.Contains(new CompletionText(expected, "namespace"), quick.Items);
        Assert.All(quick.Items, item => Assert.Equal("namespace", item.Kind));
        Assert.Empty(services.Items.Where(item => item.Kind == "namespace").Except(quick.Items));
    }

    [Fact]
    public async Task Of_what_is_unknown_there_are_no_members() => Assert.Empty((await BothAsync("missing.|")).Quick.Items);

    [Theory]
    [InlineData("ear|", "earlier")]
    [InlineData("Squ|", "Square")]
    [InlineData("var here = 1; he|", "here")]
    [InlineData("disp|", "display")]
    [InlineData("Strin|", "StringBuilder")]
    [InlineData("fore|", "foreach")]
    [InlineData("numbers.Select(n => ear|)", "earlier")]
    public async Task Names_and_keywords_of_the_editor_services_are_offered_too(string marked, string expected)
    {
        var (quick, services) = await BothAsync(marked);
        Assert.Contains(expected, quick.Items.Select(item => item.Text));
        Assert.Equal((services.Start, services.End), (quick.Start, quick.End));
        Assert.Empty(services.Items.Except(quick.Items));
    }

    [Theory]
    [InlineData("\"Console.|\"")]
    [InlineData("\"Console.|")]
    [InlineData("$\"Console.|\"")]
    [InlineData("$@\"|\"")]
    [InlineData("@\"C:|\"")]
    [InlineData("\"\"\"\nCons|\n\"\"\"")]
    [InlineData("// Console.|")]
    [InlineData("/* Console.| */")]
    [InlineData("/* Console.|")]
    [InlineData("'|'")]
    public async Task In_a_string_or_a_comment_nothing_is_offered(string marked)
    {
        var (quick, services) = await BothAsync(marked);
        Assert.Empty(quick.Items);
        Assert.Empty(services.Items);
    }

    [Fact]
    public async Task While_the_editor_services_start_the_compiler_completes()
    {
        var quick = await new CodeAssistant(cells, new(new TaskCompletionSource().Task)).CompleteAsync("fore", 4);
        Assert.Contains(new CompletionText("foreach", "keyword"), quick.Items);
    }

    private async Task<(Completions Quick, Completions Services)> BothAsync(string marked)
    {
        cells.Add("using System.IO;\nvar earlier = 1;\nvar numbers = new List<int> { 1 };");
        cells.Add("var earlier = \"a string now\";\nint Square(int n) => n * n;");
        var (code, position) = (marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));
        var quick = await new CodeAssistant(cells, new(new TaskCompletionSource().Task)).CompleteAsync(code, position);
        var services = await new CodeAssistant(cells, new(Task.CompletedTask)).CompleteAsync(code, position);
        return (quick, services);
    }
}
