using System.Text.RegularExpressions;

namespace Telltale.Tests.Plots;

/// <summary>Which folders of Plots may use which. All share one namespace, so the types that they name are compared.</summary>
public class PlotRoomsTests
{
    private static readonly string Root = Path.Combine(Repository.Root, "lib", "Plots");

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Charts"] = [],
        ["Data"] = ["Charts"],
        ["Training"] = ["Charts"],
        ["Evaluation"] = ["Charts", "Data"],
        ["Bias"] = ["Charts", "Data", "Evaluation"],
        ["Experiments"] = ["Charts"],
        ["Notebooks"] = ["Charts", "Data", "Training", "Evaluation", "Bias", "Experiments"],
    };

    [Fact]
    public void Each_folder_names_only_types_of_folders_it_may_use() => Assert.All(MayUse, room =>
    {
        var text = string.Join('\n', Sources(room.Key).Select(Code));
        var named = MayUse.Keys.Where(other => other != room.Key && TypesOf(other).Any(type => Regex.IsMatch(text, $@"(?<![\w.]){type}\b")));
        Assert.Empty(named.Except(room.Value));
    });

    [Fact]
    public void A_type_lies_in_one_folder() => Assert.All(
        MayUse.Keys.SelectMany(TypesOf).GroupBy(type => type), type => Assert.Single(type));

    [Fact]
    public void Every_folder_is_listed() =>
        Assert.Equal(MayUse.Keys.Order(), Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order());

    private static string[] Sources(string room) => Directory.GetFiles(Path.Combine(Root, room), "*.cs");

    private static IEnumerable<string> TypesOf(string room) => Sources(room).Select(file => Path.GetFileName(file).Split('.')[0]).Distinct();

    private static string Code(string file) => Regex.Replace(File.ReadAllText(file), @"^\s*//.*$", "", RegexOptions.Multiline);
}
