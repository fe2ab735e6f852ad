using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public class CountedTextTests
{
    [Fact]
    public void A_noun_is_in_the_plural_but_for_one()
    {
        Assert.Equal(["0 images", "1 image", "2,000 images"], new[] { 0, 1, 2_000 }.Select(count => count.Counted("image")));
        Assert.Equal(["1 row is", "3 rows are"], new[] { 1, 3 }.Select(count => count.Counted("row is", "rows are")));
    }
}
