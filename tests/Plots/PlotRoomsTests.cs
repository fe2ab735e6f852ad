namespace Telltale.Tests.Plots;

/// <summary>Which folders of Plots may use which. All share one namespace, so using lines do not show it.</summary>
public class PlotRoomsTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Plots/Charts"] = [],
        ["Plots/Data"] = ["Plots/Charts"],
        ["Plots/Training"] = ["Plots/Charts"],
        ["Plots/Evaluation"] = ["Plots/Charts", "Plots/Data"],
        ["Plots/Bias"] = ["Plots/Charts", "Plots/Data", "Plots/Evaluation"],
        ["Plots/Experiments"] = ["Plots/Charts"],
        ["Plots/Notebooks"] = ["Plots/Charts", "Plots/Data", "Plots/Training", "Plots/Evaluation", "Plots/Bias", "Plots/Experiments"],
    };

    [Fact]
    public void Each_folder_uses_only_the_folders_it_may() => Assert.All(
        SourceRooms.Uses.Where(use => IsOfPlots(use.From) && IsOfPlots(use.To)), use => Assert.Contains(use.To, MayUse[use.From]));

    [Fact]
    public void Every_file_lies_in_a_listed_folder() =>
        Assert.Equal(MayUse.Keys.Order(), SourceRooms.Files("Plots").Select(SourceRooms.Room).Distinct().Order());

    [Fact]
    public void No_partial_class_spans_two_folders() => Assert.All(
        SourceRooms.Files("Plots").GroupBy(file => Path.GetFileName(file).Split('.')[0]),
        files => Assert.Single(files.Select(SourceRooms.Room).Distinct()));

    private static bool IsOfPlots(string room) => room.StartsWith("Plots/", StringComparison.Ordinal);
}
