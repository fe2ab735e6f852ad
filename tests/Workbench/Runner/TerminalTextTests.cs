using Telltale.Workbench.Runner;

namespace Telltale.Tests.Workbench.Runner;

public class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m\tand\a plain", "red and  plain")]
    [InlineData("\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "link")]
    [InlineData("  padded  ", "padded")]
    public void A_line_holds_no_control_characters(string text, string expected) => Assert.Equal(expected, TerminalText.OneLine(text, 80));

    [Fact]
    public void A_long_line_is_cut() => Assert.Equal("abcd…", TerminalText.OneLine("abcdefgh", 5));
}
