namespace Telltale.Tests;

/// <summary>Who may import whom: the arrows of docs/architecture.md, read as the compiler resolves names.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Runtime"] = [],
        ["Models"] = ["Runtime"],
        ["Data"] = ["Runtime"],
        ["Evaluation"] = ["Runtime", "Data"],
        ["CopyMove"] = ["Runtime", "Data", "Evaluation"],
        ["Training"] = ["Runtime", "Data", "Models", "Evaluation"],
        ["Bias"] = ["Runtime", "Data", "Models", "Evaluation"],
        ["Submissions"] = ["Runtime", "Data", "Evaluation"],
        ["Detectors"] = ["Runtime", "Data", "Models", "Evaluation"],
        ["Experiments"] = ["Runtime", "Data", "Models", "Evaluation", "CopyMove", "Training", "Bias", "Detectors"],
        ["Plots"] = ["Runtime", "Data", "Evaluation", "Training", "Bias", "Experiments"],
    };

    // Within a room, no folder may use another that is not listed here. None of these arrows goes in a circle, except that of the CPU path.
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Runtime"] = ["Workarounds"],
        ["Runtime/Workarounds"] = [],
        ["Models"] = ["Cpu", "FrontEnds", "Weights"],
        ["Models/Cpu"] = ["", "FrontEnds"],
        ["Models/FrontEnds"] = [],
        ["Models/Weights"] = [],
        ["Data/Imaging"] = [],
        ["Data/Transforms"] = ["Imaging"],
        ["Data"] = ["Imaging", "Transforms"],
        ["Data/Shards"] = ["", "Imaging"],
        ["Data/Decoders"] = ["Imaging"],
        ["Data/Layouts"] = ["", "Imaging", "Shards"],
        ["Data/Forging"] = ["", "Imaging", "Transforms", "Decoders"],
        ["Data/Embedded"] = ["", "Imaging", "Decoders", "Forging"],
        ["Evaluation"] = [],
        ["Evaluation/Published"] = [""],
        ["Evaluation/Scoring"] = [""],
        ["CopyMove"] = [],
        ["Training"] = [],
        ["Bias"] = ["History"],
        ["Bias/History"] = [],
        ["Submissions"] = [],
        ["Detectors"] = [],
        ["Experiments"] = [],
        ["Plots/Charts"] = [],
        ["Plots/Data"] = ["Charts"],
        ["Plots/Training"] = ["Charts"],
        ["Plots/Evaluation"] = ["Charts", "Data"],
        ["Plots/Bias"] = ["Charts", "Data", "Evaluation"],
        ["Plots/Experiments"] = ["Charts", "Interactive"],
        ["Plots/Conclusions"] = ["Charts", "Evaluation"],
        ["Plots/Interactive"] = ["Charts", "Data", "Bias"],
        ["Plots/Exercises"] = ["Charts"],
        ["Plots/Notebooks"] =
            ["Charts", "Data", "Training", "Evaluation", "Bias", "Experiments", "Conclusions", "Interactive", "Exercises"],
    };

    [Fact]
    public void Each_room_uses_only_the_rooms_it_may() => Assert.All(
        SourceRooms.Uses.Where(use => Top(use.From) != Top(use.To)),
        use => Assert.True(Rooms[Top(use.From)].Contains(Top(use.To)), $"{use.File} names {use.Type} of {use.To}"));

    [Fact]
    public void Within_a_room_each_folder_uses_only_the_folders_it_may() => Assert.All(
        SourceRooms.Uses.Where(use => Top(use.From) == Top(use.To)),
        use => Assert.True(Folders[use.From].Contains(Below(use.To)), $"{use.File} names {use.Type} of {use.To}"));

    [Fact]
    public void Every_folder_has_its_arrows() =>
        Assert.All(SourceRooms.Files().Select(SourceRooms.Room).Distinct(), room => Assert.Contains(room, Folders.Keys));

    [Fact]
    public void Unsafe_code_and_intrinsics_stay_where_speed_or_a_workaround_needs_them()
    {
        string[] allowed =
        [
            "Models/Cpu/", "Runtime/LibTorch.cs", "Runtime/Workarounds/", "Data/Imaging/ImageCodec.",
            "Data/Imaging/PackedPixels.cs", "Data/Transforms/GaussianBlur.cs",
            "Data/Transforms/RotatedGrid.cs", "Data/Transforms/FramedPixels.cs", "Data/Transforms/ColumnResampling.cs",
            "Data/Transforms/RowResampling.cs", "Data/Transforms/WeightedBytes.cs",
        ];
        var users = SourceRooms.Files().Where(file => File.ReadAllText(file) is var text
            && (text.Contains(" unsafe ", StringComparison.Ordinal) || text.Contains("Runtime.Intrinsics", StringComparison.Ordinal)));
        Assert.All(users.Select(SourceRooms.Relative),
            file => Assert.Contains(allowed, place => file.StartsWith(place, StringComparison.Ordinal)));
    }

    [Fact]
    public void Within_evaluation_only_scoring_touches_tensors() => Assert.All(
        SourceRooms.Files("Evaluation").Where(file => File.ReadAllText(file).Contains("TorchSharp", StringComparison.Ordinal)),
        file => Assert.Equal("Evaluation/Scoring", SourceRooms.Room(file)));

    [Fact]
    public void No_partial_class_of_plots_spans_two_folders() => Assert.All(
        SourceRooms.Files("Plots").GroupBy(file => Path.GetFileName(file).Split('.')[0]),
        files => Assert.Single(files.Select(SourceRooms.Room).Distinct()));

    [Theory]
    [InlineData("Plotly", "Plots")]
    [InlineData("Microsoft.DotNet.Interactive", "Plots")]
    [InlineData("SkiaSharp", "Data/Imaging/ImageCodec.")]
    [InlineData("SixLabors", "Data/Imaging/TiffCodec.cs")]
    [InlineData("CsvHelper", "Data/Manifest")]
    [InlineData("Microsoft.ML", "Detectors/OnnxDetector.cs")]
    [InlineData("Telltale.Workbench", "nowhere")]
    public void Only_one_place_knows(string library, string place) => Assert.All(
        SourceRooms.Files().Where(file => File.ReadAllText(file).Contains($"using {library}", StringComparison.Ordinal)),
        file => Assert.StartsWith(place, SourceRooms.Relative(file), StringComparison.Ordinal));

    [Fact]
    public void Parquet_is_used_for_score_parts_and_shards_only() => Assert.All(
        SourceRooms.Files().Where(file => File.ReadAllText(file).Contains("using Parquet", StringComparison.Ordinal)),
        file => Assert.True(SourceRooms.Relative(file) is "Evaluation/Scoring/ScorePart.cs"
            || SourceRooms.Relative(file).StartsWith("Data/Shards/Parquet", StringComparison.Ordinal), file));

    [Fact]
    public void The_workbench_never_references_the_library() => Assert.All(
        Repository.Files("environment").Where(file => !file.Contains("/benchmarks/", StringComparison.Ordinal)),
        file => Assert.All(
            Rooms.Keys, room => Assert.DoesNotContain($"using Telltale.{room}", File.ReadAllText(file), StringComparison.Ordinal)));

    private static string Top(string room) => room.Split('/')[0];

    private static string Below(string room) => room.Contains('/', StringComparison.Ordinal) ? room.Split('/')[1] : "";
}
