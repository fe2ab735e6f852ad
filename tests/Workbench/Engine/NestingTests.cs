using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

[Collection(ConsoleCollection.Name)]
public sealed class NestingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("a<")]
    [InlineData("f(")]
    [InlineData("new[]{")]
    [InlineData("$\"{")]
    [InlineData("#if (")]
    [InlineData("(int, (")]
    [InlineData("x is {A: ")]
    [InlineData("Dictionary<string, List<")]
    public async Task Deep_code_is_refused_before_the_compiler_sees_it(string opening)
    {
        var code = string.Concat(Enumerable.Repeat(opening, 20_000));
        Assert.Throws<FormatException>(() => Nesting.Require(code));
        using var session = new CSharpSession(folder.Root);
        var outcome = await session.ExecuteAsync(code, "cell 1", _ => { });
        Assert.Equal(CellStatus.Rejected, outcome.Status);
        Assert.Contains("too deep for the compiler", Assert.Single(outcome.Error!.Trace), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a < b; ")]
    [InlineData("if (a < b) { f(a[0]); } ")]
    [InlineData("List<int> x = new(); ")]
    [InlineData("a<b && ")]
    [InlineData("-")]
    public void Long_code_is_not_deep(string code) => Nesting.Require(string.Concat(Enumerable.Repeat(code, 20_000)));

    /// <summary>What the scan lets pass is left to the compiler, which gives up in order where its stack ends.</summary>
    [Theory]
    [InlineData("!", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("if (a) ", 20_000)]
    [InlineData("if (a) b(); else ", 5_000)]
    [InlineData("x => ", 5_000)]
    [InlineData("a ? b : ", 5_000)]
    [InlineData("a + ", 20_000)]
    [InlineData("a.", 20_000)]
    [InlineData("a = ", 5_000)]
    [InlineData("await ", 20_000)]
    [InlineData("(", Nesting.Limit)]
    [InlineData("{", Nesting.Limit)]
    [InlineData("a[", Nesting.Limit)]
    [InlineData("a<", Nesting.Limit)]
    public void Other_nesting_does_not_end_the_process(string opening, int times)
    {
        var code = string.Concat(Enumerable.Repeat(opening, times));
        Nesting.Require(code);
        Assert.Contains(Completeness.Of(code), new[] { "complete", "incomplete", "invalid" });
        Assert.NotEmpty(Telltale.Workbench.Report.CodeColours.Html(code));
    }
}
