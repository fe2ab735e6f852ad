using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class SeriesStyleTests
{
    public static TheoryData<string> Colors =>
        [.. Enumerable.Range(0, SeriesStyle.Count).Select(index => SeriesStyle.Of(index).Color), SeriesStyle.Neutral];

    [Theory]
    [MemberData(nameof(Colors))]
    public void Every_colour_stands_out_from_light_and_dark_pages(string color)
    {
        Assert.True(Contrast(color, "#ffffff") >= 3, $"{color} on white: {Contrast(color, "#ffffff"):0.00}");
        Assert.True(Contrast(color, "#1e1e1e") >= 3, $"{color} on #1e1e1e: {Contrast(color, "#1e1e1e"):0.00}");
    }

    [Fact]
    public void Series_differ_without_colour() => Assert.Equal(
        SeriesStyle.Count, Enumerable.Range(0, SeriesStyle.Count)
            .Select(index => (SeriesStyle.Of(index).Dash.ToString(), SeriesStyle.Of(index).Symbol.ToString())).Distinct().Count());

    /// <summary>WCAG 2.2, contrast ratio.</summary>
    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        var (red, green, blue) = (Channel(color, 1), Channel(color, 3), Channel(color, 5));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    private static double Channel(string color, int start)
    {
        var value = Convert.ToInt32(color.Substring(start, 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
