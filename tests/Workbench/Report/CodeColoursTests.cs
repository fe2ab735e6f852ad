using System.Net;
using System.Text.RegularExpressions;
using Telltale.Workbench.Report;

namespace Telltale.Tests.Workbench.Report;

public class CodeColoursTests
{
    [Theory]
    [InlineData("#r \"../lib/bin/Telltale.dll\"\nusing System;\nvar x = 1.5; // <comment>\n$\"a{x:0.0}b\" + 'c' /* end */")]
    [InlineData("var broken = \"no end\nif (")]
    [InlineData("\"\"\"\nraw <text>\n\"\"\"")]
    [InlineData("")]
    public void Colours_change_nothing_of_the_code(string code) =>
        Assert.Equal(code, WebUtility.HtmlDecode(Regex.Replace(CodeColours.Html(code), "</?span[^>]*>", "")));

    [Fact]
    public void Words_of_the_language_texts_numbers_and_comments_are_marked() => Assert.Equal(
        "<span class=\"keyword\">var</span> x = <span class=\"number\">1</span> + "
        + "<span class=\"text\">&quot;&lt;&quot;</span>; <span class=\"comment\">// why</span>",
        CodeColours.Html("var x = 1 + \"<\"; // why"));
}
