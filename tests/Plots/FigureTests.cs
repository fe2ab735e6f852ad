using Telltale.Evaluation;
using Telltale.Plots;
using Chart = Plotly.NET.CSharp.Chart;

namespace Telltale.Tests.Plots;

public class FigureTests
{
    private const string Hostile = "<b>a</b> & </script><script>alert(1)</script>";

    private static readonly Figure Roc = CurvePlots.Roc(Samples.Predictions(Hostile, 1));

    [Fact]
    public void Every_figure_offers_html_and_plotly_json() =>
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json"], Shown.MimeTypesOf(Roc));

    [Fact]
    public void A_chart_made_with_plotly_itself_is_shown_the_same_way()
    {
        var chart = Chart.Point<double, double, string>([1, 2], [3, 4]);
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json"], Shown.MimeTypesOf(chart));
        Assert.Equal([3, 4], Shown.AsPlotly(chart).GetProperty("data")[0].Numbers("y"));
        Assert.Contains("Plotly.newPlot", Shown.AsHtml(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_never_taken_for_markup()
    {
        var html = Shown.AsHtml(Roc);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("</script>").Length - 1);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.StartsWith("&lt;b&gt;a&lt;/b&gt; &amp; &lt;/script&gt;", Shown.AsPlotly(Roc).GetProperty("data")[1].GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_carries_the_title_and_what_plotly_needs()
    {
        var json = Shown.AsPlotly(CurvePlots.History(Samples.History));
        var title = json.GetProperty("layout").GetProperty("title").GetProperty("text").GetString()!;
        Assert.Equal(CurvePlots.History(Samples.History).Title, title.Replace("<br>", " ", StringComparison.Ordinal));
        Assert.True(json.GetProperty("config").GetProperty("responsive").GetBoolean());
        Assert.Equal("rgba(0,0,0,0)", json.GetProperty("layout").GetProperty("paper_bgcolor").GetString());
    }

    [Fact]
    public void The_text_of_a_figure_is_its_sentence() => Assert.Equal(Roc.Title, Shown.AsText(Roc));

    [Fact]
    public void Two_showings_of_one_figure_do_not_share_a_place() => Assert.NotEqual(Shown.AsHtml(Roc), Shown.AsHtml(Roc));

    [Fact]
    public void A_figure_asks_nothing_of_the_network()
    {
        var figures = new[] { Roc, ConfusionPlot.Of(new ConfusionCounts(1, 2, 3, 4)) };
        Assert.All(figures, figure => Assert.DoesNotContain("http", Shown.AsHtml(figure), StringComparison.OrdinalIgnoreCase));
    }
}
