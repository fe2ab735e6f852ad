using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Telltale.Tests.Plots;

/// <summary>
/// Notebook hosts load the library through a script loader, which keeps assemblies of different requested versions apart:
/// what works in an ordinary process may fail there.
/// </summary>
public sealed class ScriptHostTests : IDisposable
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    private static readonly string Cell = $$"""
        #r "{{Path.Combine(Root, "lib", "bin", "Telltale.dll")}}"
        using Telltale.Evaluation;
        using Telltale.Plots;
        using Telltale.Training;
        Notebook.Start();
        var test = new Predictions("test", new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true });
        var half = Threshold.Fixed(0.5);
        var report = DetectionReport.Of(test, half, resamples: 10);
        display(CurvePlots.Roc(test));
        display(CurvePlots.PrecisionRecall(test));
        display(CurvePlots.Scores(test, half));
        display(CurvePlots.Sweep(ThresholdSweep.Of(test), half));
        display(TrainingPlots.History(new TrainingHistory(new[] { new EpochResult(1, 0.7, 0.6, 0.5, 60) }, 1, "accuracy", false)));
        display(ConfusionPlot.Of(report.Counts));
        display(MetricPlots.WithIntervals(new[] { report }));
        MetricPlots.Bars("accuracy", new[] { ("one", 0.5) }, 0.5)
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_chart_shows_itself_in_a_notebook()
    {
        var cell = new JsonObject { ["cell_type"] = "code", ["metadata"] = new JsonObject(),
            ["execution_count"] = null, ["outputs"] = new JsonArray(), ["source"] = Cell };
        var notebook =
            new JsonObject { ["cells"] = new JsonArray(cell), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        File.WriteAllText(folder.File("charts.ipynb"), notebook.ToJsonString());
        var said = Run(folder.File("charts.ipynb"), folder.File("out"));
        var executed = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.File("out"), "charts.ipynb")))!;
        var shown = executed["cells"]![0]!["outputs"]!.AsArray().Where(output => output!["data"] is not null).ToArray();
        Assert.True(shown.Length == 8, said);
        Assert.All(shown, output => Assert.NotEmpty(output!["data"]!["application/vnd.plotly.v1+json"]!["data"]!.AsArray()));
    }

    private static string Run(string notebook, string output)
    {
        var runner = Path.Combine(Root, "environment", "bin", "Telltale.Workbench.dll");
        var start = new ProcessStartInfo("dotnet", [runner, "run", notebook, "--output", output]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
