using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Telltale.Tests.Notebooks;

/// <summary>Runs the kit's notebooks in the tiny profile, as a user does, each in a process of its own.</summary>
[Collection("alone")]
public sealed class NotebookRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Notebooks => [.. Repository.Notebooks.Select(path => Path.GetFileName(path))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebook_runs_alone_on_the_embedded_images(string notebook)
    {
        await Run(notebook);
        Assert.True(File.Exists(folder.File("report.html")));
    }

    [Fact]
    public async Task Detection_runs_on_a_users_own_folder_and_its_results_are_not_called_simulated()
    {
        Assert.SkipUnless(Directory.Exists(RealImages), "The real images to measure on are not beside this repository.");
        await Run("02-detection.ipynb", ("TELLTALE_DETECTION", RealImages), ("TELLTALE_TRAIN", "shoes-raw"), ("TELLTALE_TEST", "flux-faces"));
        var results = JsonNode.Parse(File.ReadAllText(folder.File("results.json")))!["results"]!.AsArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.False((bool)result!["simulated"]!));
        Assert.All(results, result => Assert.Contains("shoes-raw", (string)result!["corpus"]!, StringComparison.Ordinal));
    }

    private static string RealImages => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "detection"));

    private async Task Run(string notebook, params (string Name, string Value)[] settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Telltale.Environment");
        var start = new ProcessStartInfo(program, ["run", Path.Combine(Repository.Root, "notebooks", notebook), "--output", folder.Root]) { RedirectStandardOutput = true };
        start.Environment["TELLTALE_PROFILE"] = "tiny";
        start.Environment["TELLTALE_CACHE"] = folder.File("cache");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var terminal = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, terminal);
    }
}
