using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Telltale.Tests.Data;
using Telltale.Tests.Plots;
using Telltale.Workbench.Instructor;
using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Notebooks;

/// <summary>The kit's notebooks, run in the tiny profile, and what their readers get to see.</summary>
public sealed partial class NotebookRunTests(NotebookRuns runs) : IDisposable
{
    /// <summary>Moves every slider once all charts have had time to draw, and writes into the page what came of it.</summary>
    private const string UseThePage = """
        <script>
        window.addEventListener("load", async () => {
          const wait = () => new Promise(done => setTimeout(done, 300));
          const places = [...document.querySelectorAll("[data-telltale-plot]")];
          const isDrawn = place => place.clientHeight > 0 && place.querySelector(".main-svg :is(.trace, .hm, image)");
          for (let looks = 0; looks < 20 && !places.every(isDrawn); looks++) await wait();
          const result = { plots: places.length, drawn: places.filter(isDrawn).length, sliders: 0, moved: 0 };
          const pictures = () => [...document.querySelectorAll("canvas")].map(canvas => canvas.toDataURL()).join();
          for (const slider of document.querySelectorAll("input[type=range]")) {
            const before = document.body.textContent + pictures();
            slider.value = slider.value === slider.max ? slider.min : slider.max;
            for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
            await wait();
            result.sliders++;
            result.moved += before === document.body.textContent + pictures() ? 0 : 1;
          }
          document.documentElement.dataset.result = `${result.drawn} of ${result.plots} drawn, ${result.moved} of ${result.sliders} moved`;
        });
        </script>
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Notebooks => [.. Repository.Notebooks.Select(path => Path.GetFileName(path))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_runs_alone_on_the_embedded_images(string notebook) =>
        Assert.True(File.Exists(Path.Combine(runs.Of(notebook), "report.html")));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_report_draws_every_plot_and_its_sliders_move_without_a_network(string notebook)
    {
        var report = File.ReadAllText(Path.Combine(runs.Of(notebook), "report.html"));
        var page = Browser.Open(folder, report.Replace("<head>", $"<head>{Browser.WatchErrors}{UseThePage}", StringComparison.Ordinal));
        Assert.Empty(Browser.ErrorsOf(page));
        var result = Result().Match(page);
        Assert.True(result.Success, "The page did not load to its end.");
        Assert.Equal(result.Groups["plots"].Value, result.Groups["drawn"].Value);
        Assert.Equal(result.Groups["sliders"].Value, result.Groups["moved"].Value);
        Assert.Equal(Regex.Count(report, "<div class=\"telltale-plot\""), int.Parse(result.Groups["plots"].ValueSpan));
        Assert.Equal(Regex.Count(report, "<input type=\"range\""), int.Parse(result.Groups["sliders"].ValueSpan));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_chart_is_followed_by_a_finding(string notebook)
    {
        var cells = Notebook.Read(Path.Combine(runs.Of(notebook), notebook)).Cells;
        var charts = Enumerable.Range(0, cells.Count).Where(index => cells[index].Outputs.Any(ShowsChart)).ToList();
        Assert.All(charts, index => Assert.True(
            index + 1 < cells.Count && cells[index + 1].Kind == CellKind.Markdown && !cells[index + 1].Source.StartsWith('#'),
            $"No sentence says what is to be seen in the chart of:\n{cells[index].Source}"));
    }

    /// <summary>The instructor's version has the solutions as answers.</summary>
    [Theory]
    [InlineData("01b-network-from-scratch.ipynb")]
    [InlineData("04b-skip-connections.ipynb")]
    public void Every_exercise_is_solved_by_its_solution(string notebook)
    {
        var source = Notebook.Read(Path.Combine(Repository.Root, "notebooks", notebook));
        InstructorVersion.Unfold(source);
        var solved = Path.Combine(Repository.Root, "artifacts", $"solved-{Guid.NewGuid():N}.ipynb"); // from where ../lib/bin is the library
        try
        {
            source.Write(solved);
            NotebookRuns.Run(solved, folder.Root, runs.CacheOf(notebook));
        }
        finally
        {
            File.Delete(solved);
        }
        var verdicts = Notebook.Read(folder.File(Path.GetFileName(solved))).Cells.Where(cell => cell.Tags.Contains("exercise"))
            .Select(cell => MultilineText.Join(cell.Outputs[^1]!["data"]!["text/plain"])).ToList();
        Assert.NotEmpty(verdicts);
        Assert.All(verdicts, verdict => Assert.EndsWith(". Right.", verdict, StringComparison.Ordinal));
    }

    [Fact]
    public void Detection_runs_on_a_users_own_folder_and_its_results_are_not_called_simulated()
    {
        CopySome("shoes-raw");
        CopySome("flux-faces");
        NotebookRuns.Run(
            "02-detection.ipynb", folder.Root, folder.File("cache"),
            ("TELLTALE_DETECTION", folder.File("images")), ("TELLTALE_TRAIN", "shoes-raw"), ("TELLTALE_TEST", "flux-faces"));
        var results = JsonNode.Parse(File.ReadAllText(folder.File("results.json")))!["results"]!.AsArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.False((bool)result!["simulated"]!));
        Assert.All(results, result => Assert.Contains("shoes-raw", (string)result!["corpus"]!, StringComparison.Ordinal));
    }

    /// <summary>Copies the first 60 images of each class into the folder of this test.</summary>
    private void CopySome(string name)
    {
        foreach (var source in Directory.GetDirectories(SharedData.Folder($"detection/{name}")))
        {
            var target = folder.File(Path.Combine("images", name, Path.GetFileName(source)));
            Directory.CreateDirectory(target);
            foreach (var file in Directory.GetFiles(source).Order(StringComparer.Ordinal).Take(60))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }
    }

    private static bool ShowsChart(JsonNode? output) => output!["data"]?["application/vnd.plotly.v1+json"] is not null;

    [GeneratedRegex("data-result=\"(?<drawn>\\d+) of (?<plots>\\d+) drawn, (?<moved>\\d+) of (?<sliders>\\d+) moved\"")]
    private static partial Regex Result();
}
