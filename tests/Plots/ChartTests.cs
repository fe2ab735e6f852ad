using Telltale.Evaluation;
using Telltale.Plots;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Tests.Plots;

public class ChartTests
{
    private const string Hostile = "<b>a</b> & </script><script>alert(1)</script>";

    private static readonly Chart Roc = CurvePlots.Roc(Samples.Predictions(Hostile, 1));

    [Fact]
    public void Every_chart_offers_html_and_plotly_json() =>
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json"], Shown.MimeTypesOf(Roc));

    [Fact]
    public void A_chart_made_with_plotly_itself_is_shown_the_same_way()
    {
        var chart = PlotlyChart.Point<double, double, string>([1, 2], [3, 4]);
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
        Assert.StartsWith("&lt;b&gt;a&lt;/b&gt; &amp; &lt;/script&gt;",
            Shown.AsPlotly(Roc).GetProperty("data")[1].GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_carries_the_title_and_what_plotly_needs()
    {
        var json = Shown.AsPlotly(TrainingPlots.History(Samples.History));
        var title = json.GetProperty("layout").GetProperty("title").GetProperty("text").GetString()!;
        Assert.Equal(TrainingPlots.History(Samples.History).Title, title.Replace("<br>", " ", StringComparison.Ordinal));
        Assert.True(json.GetProperty("config").GetProperty("responsive").GetBoolean());
        Assert.Equal("rgba(0,0,0,0)", json.GetProperty("layout").GetProperty("paper_bgcolor").GetString());
    }

    [Fact]
    public void The_text_of_a_chart_is_its_sentence() => Assert.Equal(Roc.Title, Shown.AsText(Roc));

    [Fact]
    public void Two_showings_of_one_chart_do_not_share_a_place() => Assert.NotEqual(Shown.AsHtml(Roc), Shown.AsHtml(Roc));

    [Fact]
    public void A_chart_asks_nothing_of_the_network()
    {
        var charts = new[] { Roc, ConfusionPlot.Of(new ConfusionCounts(1, 2, 3, 4)) };
        Assert.All(charts, chart => Assert.DoesNotContain("http", Shown.AsHtml(chart), StringComparison.OrdinalIgnoreCase));
    }
}
