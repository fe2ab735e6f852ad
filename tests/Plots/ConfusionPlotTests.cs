using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class ConfusionPlotTests
{
    private static readonly Chart PaperTable =
        ConfusionPlot.Of(new ConfusionCounts(TruePositives: 167, FalsePositives: 162, TrueNegatives: 4838, FalseNegatives: 4833));

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
    public void The_title_states_both_classes() => Assert.EndsWith(
        "% of the predictions are correct: 3.3 % of 5,000 synthetic images and 96.8 % of 5,000 real images",
        PaperTable.Title, StringComparison.Ordinal);

    [Fact]
    public void A_class_that_is_absent_leaves_an_empty_row() =>
        Assert.Equal(
            0, Shown.AsPlotly(ConfusionPlot.Of(new ConfusionCounts(3, 0, 0, 1))).GetProperty("data")[0].GetProperty("z")[0][0].GetDouble());
}
