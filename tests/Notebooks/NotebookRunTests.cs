using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Telltale.Tests.Plots;
using Telltale.Tests.Workbench.Kernel;
using Telltale.Workbench.Instructor;
using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Notebooks;

/// <summary>The kit's notebooks, run in the tiny profile, and what their readers get to see.</summary>
[Collection("alone")]
public sealed partial class NotebookRunTests(NotebookRuns runs) : IClassFixture<NotebookRuns>, IDisposable
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

    /// <summary>What was trained is not trained again: this is about the kernel, and the run above about the notebook.</summary>
    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_runs_in_Jupyter(string notebook)
    {
        using var jupyter = new JupyterPeer("jupyter-nbconvert", "nbconvert");
        var source = Path.Combine(Repository.Root, "notebooks", notebook);
        jupyter.Execute(source, folder.Root, runs.CacheOf(notebook));
        var cells = Notebook.Read(folder.File(notebook)).Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        Assert.Equal(Enumerable.Range(1, cells.Count), cells.Select(cell => cell.ExecutionCount ?? 0));
        Assert.All(cells.SelectMany(cell => cell.Outputs), output => Assert.NotEqual("error", (string?)output!["output_type"]));
    }

    /// <summary>The results and conclusions are those of the kit's own kernel; timings and displays may differ.</summary>
    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_has_the_same_results_in_NET_Interactive(string notebook)
    {
        using var jupyter = new JupyterPeer("jupyter-nbconvert", "nbconvert", isInteractive: true);
        var ours = Notebook.Read(Path.Combine(runs.Of(notebook), notebook));
        jupyter.Execute(Path.Combine(Repository.Root, "notebooks", notebook), folder.Root, runs.CacheOf(notebook));
        var theirs = Notebook.Read(folder.File(notebook));
        // Another process with other threads may round the last digits of a score in another way.
        Assert.Equal(Recorded(ours).Count, Recorded(theirs).Count);
        Assert.All(Recorded(ours).Zip(Recorded(theirs)), pair => AssertClose(pair.First, pair.Second));
        Assert.NotEmpty(Recorded(theirs));
    }

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
        Assert.SkipUnless(Directory.Exists(RealImages), "The real images to measure on are not beside this repository.");
        NotebookRuns.Run(
            "02-detection.ipynb", folder.Root, folder.File("cache"),
            ("TELLTALE_DETECTION", RealImages), ("TELLTALE_TRAIN", "shoes-raw"), ("TELLTALE_TEST", "flux-faces"));
        var results = JsonNode.Parse(File.ReadAllText(folder.File("results.json")))!["results"]!.AsArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.False((bool)result!["simulated"]!));
        Assert.All(results, result => Assert.Contains("shoes-raw", (string)result!["corpus"]!, StringComparison.Ordinal));
    }

    private static string RealImages => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "detection"));

    private static List<JsonNode> Recorded(Notebook notebook) =>
    [
        .. from cell in notebook.Cells
           from output in cell.Outputs
           let data = output!["data"] as JsonObject
           from form in data ?? []
           where form.Key is "application/vnd.telltale.result+json" or "application/vnd.telltale.finding+json"
           select form.Value is JsonValue text && text.TryGetValue<string>(out var json) ? JsonNode.Parse(json)! : form.Value!,
    ];

    private static void AssertClose(JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonObject members)
        {
            Assert.Equal(members.Select(member => member.Key), actual!.AsObject().Select(member => member.Key));
            Assert.All(members, member => AssertClose(member.Value, actual[member.Key]));
        }
        else if (expected is JsonArray items)
        {
            Assert.Equal(items.Count, actual!.AsArray().Count);
            Assert.All(items.Zip(actual.AsArray()), pair => AssertClose(pair.First, pair.Second));
        }
        else if (expected is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            Assert.Equal((double)expected, (double)actual!, 1e-3);
        }
        else
        {
            Assert.Equal(expected?.ToJsonString(), actual?.ToJsonString());
        }
    }

    private static bool ShowsChart(JsonNode? output) => output!["data"]?["application/vnd.plotly.v1+json"] is not null;

    [GeneratedRegex("data-result=\"(?<drawn>\\d+) of (?<plots>\\d+) drawn, (?<moved>\\d+) of (?<sliders>\\d+) moved\"")]
    private static partial Regex Result();
}
