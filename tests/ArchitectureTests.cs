using System.Text.RegularExpressions;

namespace Telltale.Tests;

/// <summary>Who may import whom: the arrows of the house, read from the using lines of the sources.</summary>
public partial class ArchitectureTests
{
    private static readonly string Root = Repository.Root;

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Runtime"] = [],
        ["Models"] = ["Runtime"],
        ["Data"] = ["Runtime"],
        ["Evaluation"] = ["Runtime", "Data"],
        ["Training"] = ["Runtime", "Data", "Models", "Evaluation"],
        ["Bias"] = ["Runtime", "Data", "Models", "Evaluation"],
        ["Experiments"] = ["Runtime", "Data", "Models", "Evaluation", "Training", "Bias"],
        ["Plots"] = ["Runtime", "Data", "Evaluation", "Training", "Bias", "Experiments"],
    };

    [Fact]
    public void Each_room_of_the_library_imports_only_the_rooms_it_may()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Root, "lib")).Select(Path.GetFileName).Where(room => room is not ("bin" or "obj"));
        Assert.All(rooms, room =>
        {
            var allowed = MayUse[room!];
            var imported = Sources(room!).SelectMany(file => Rooms().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
            Assert.Empty(imported.Where(other => other != room && !allowed.Contains(other)).Distinct());
        });
    }

    [Theory]
    [InlineData("Plotly", "Plots")]
    [InlineData("Microsoft.DotNet.Interactive", "Plots")]
    [InlineData("SkiaSharp", "Data/Imaging/ImageCodec.")]
    [InlineData("CsvHelper", "Data/Manifest")]
    [InlineData("Parquet", "Evaluation/Scoring/ScorePart.cs")]
    [InlineData("Telltale.Workbench", "nowhere")]
    public void Only_one_place_knows(string library, string place)
    {
        var users = Directory.GetFiles(Path.Combine(Root, "lib"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(Root, "lib"), file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && File.ReadAllText(Path.Combine(Root, "lib", file)).Contains($"using {library}", StringComparison.Ordinal));
        Assert.All(users, file => Assert.StartsWith(place, file, StringComparison.Ordinal));
    }

    [Fact]
    public void The_environment_never_references_the_library() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(Root, "environment"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/benchmarks/", StringComparison.Ordinal)),
            file => Assert.DoesNotContain(Rooms().Matches(File.ReadAllText(file)), match => MayUse.ContainsKey(match.Groups[1].Value)));

    private static string[] Sources(string room) => Directory.GetFiles(Path.Combine(Root, "lib", room), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"using (?:static )?Telltale\.(\w+)")]
    private static partial Regex Rooms();
}
