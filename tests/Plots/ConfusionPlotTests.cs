using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class ConfusionPlotTests
{
    private static readonly Figure PaperTable = ConfusionPlot.Of(new ConfusionCounts(TruePositives: 167, FalsePositives: 162, TrueNegatives: 4838, FalseNegatives: 4833));

    [Fact]
    public void Each_cell_holds_its_count_and_the_share_of_its_row()
    {
        var trace = Shown.AsPlotly(PaperTable).GetProperty("data")[0];
        var shares = trace.GetProperty("z").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(cell => cell.GetDouble()));
        var texts = trace.GetProperty("text").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(cell => cell.GetString()!));
        Assert.Equal([0.9676, 0.0324, 0.9666, 0.0334], shares);
        Assert.Equal(["4,838<br>96.8 %", "162<br>3.2 %", "4,833<br>96.7 %", "167<br>3.3 %"], texts);
    }

    [Fact]
    public void The_title_tells_misses_from_false_alarms() => Assert.StartsWith(
        "Answers: 3.3 % of 5,000 synthetic images are found, 3.2 % of 5,000 real ones accused", PaperTable.Title, StringComparison.Ordinal);

    [Fact]
    public void A_class_that_is_absent_leaves_an_empty_row() =>
        Assert.Equal(0, Shown.AsPlotly(ConfusionPlot.Of(new ConfusionCounts(3, 0, 0, 1))).GetProperty("data")[0].GetProperty("z")[0][0].GetDouble());
}
