using Telltale.Data;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class HtmlTableTests
{
    private sealed record Row(string Name, int Images, double? Score);

    private static readonly Row[] Rows = [new("a <b> & c", 12, 0.5), new("second", 7, null)];

    [Fact]
    public void Text_is_escaped_and_numbers_are_aligned_right()
    {
        var html = Shown.AsHtml(HtmlTable.Of(Rows));
        Assert.Contains(">a &lt;b&gt; &amp; c</td>", html, StringComparison.Ordinal);
        Assert.Matches("text-align:right[^>]*>12</td>", html);
        Assert.Matches("text-align:left[^>]*>second</td>", html);
    }

    [Fact]
    public void Columns_may_be_named_and_computed() => Assert.Equal(
        "set        twice\na <b> & c     24\nsecond        14",
        Shown.AsText(HtmlTable.Of(Rows, ("set", row => row.Name), ("twice", row => row.Images * 2))));

    [Fact]
    public void What_is_not_defined_is_a_dash() =>
        Assert.Matches("–\n.*–$", HtmlTable.Of([(double?)null, double.NaN], ("value", value => value)).ToString());

    [Fact]
    public void A_column_of_numbers_has_the_same_decimals() => Assert.Equal(
        " share   small  whole\n0.7129  0.0000      3\n0.5000  0.0004      2\n     –  0.2000      1",
        HtmlTable.Of(
            new double[][] { [0.71288, 0, 3], [0.5, 0.0004, 2], [double.NaN, 0.2, 1] },
            ("share", row => (object?)row[0]), ("small", row => row[1]), ("whole", row => row[2])).ToString());

    [Fact]
    public void Enumerations_are_written_as_words() => Assert.Equal(
        "kind\nfully regenerated", HtmlTable.Of([EditKind.FullyRegenerated], ("kind", kind => kind)).ToString());

    [Fact]
    public void An_empty_table_has_its_heads() =>
        Assert.Contains("Images", HtmlTable.Of(Array.Empty<Row>()).ToHtml(), StringComparison.Ordinal);
}
