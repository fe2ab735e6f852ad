using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

public class CompletenessTests
{
    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("var x = 1;", "complete")]
    [InlineData("", "complete")]
    [InlineData("#r \"a.dll\"", "complete")]
    [InlineData("if (x) {\n    y();", "incomplete")]
    [InlineData("var text = \"\"\"", "incomplete")]
    [InlineData("int f( }", "invalid")]
    public void Enter_runs_what_is_complete(string code, string expected) => Assert.Equal(expected, Completeness.Of(code));

    [Fact]
    public void The_next_line_is_indented_by_open_braces() =>
        Assert.Equal(8, Completeness.Indentation("if (a) { foreach (var b in c) {").Length);
}
