using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

public class CodePointsTests
{
    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("😀b", 1, 2)]
    [InlineData("é😀b", 3, 4)]
    [InlineData("ab", 9, 2)]
    [InlineData("", 0, 0)]
    public void Places_are_counted_by_code_points(string text, int codePoints, int units)
    {
        Assert.Equal(units, CodePoints.ToUnits(text, codePoints));
        Assert.Equal(Math.Min(codePoints, text.EnumerateRunes().Count()), CodePoints.FromUnits(text, units));
    }
}
