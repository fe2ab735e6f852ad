using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Workbench.Notebooks;

public class StreamFoldTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one\ntwo\n")]
    [InlineData("one\r\ntwo\r\n", "one\ntwo\n")]
    [InlineData("10 %\r50 %\r100 %\ndone\n", "100 %\ndone\n")]
    [InlineData("10 %\r50 %\r", "50 %")]
    [InlineData("a long line\rshort", "short")]
    [InlineData("\r\r\n", "\n")]
    [InlineData("", "")]
    public void Of_a_progress_line_the_last_state_stays(string printed, string kept)
    {
        Assert.Equal(kept, Fold([printed]).Text);
        Assert.Equal(kept, Fold([.. printed.Select(character => character.ToString())]).Text);
    }

    [Theory]
    [InlineData("first\nsecond", "second")]
    [InlineData("first\nsecond\n", "second")]
    [InlineData("10 %\r20 %\r", "20 %")]
    [InlineData("first\n\n", "first")]
    public void The_last_line_is_what_progress_shows(string printed, string lastLine) =>
        Assert.Equal(lastLine, Fold([printed]).LastLine);

    [Fact]
    public void More_than_anybody_reads_is_counted_and_not_kept()
    {
        var text = Fold([.. Enumerable.Repeat(new string('x', 99) + "\n", 20_000)]).Text;
        Assert.InRange(text.Length, StreamFold.Limit, StreamFold.Limit + 200);
        Assert.EndsWith("more characters were printed and are not stored]\n", text, StringComparison.Ordinal);
    }

    private static StreamFold Fold(IEnumerable<string> pieces)
    {
        var fold = new StreamFold();
        foreach (var piece in pieces)
        {
            fold.Append(piece);
        }
        return fold;
    }
}
