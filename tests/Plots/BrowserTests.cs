using System.Diagnostics;
using System.Text.RegularExpressions;
using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

/// <summary>Pages as a browser makes them, without a network. Chromium is used where it is installed.</summary>
public sealed partial class BrowserTests : IDisposable
{
    private const string RequireJs = "<script>var define = function () { window.defined = true; }; define.amd = {};</script>";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_chart_draws_whether_it_comes_before_or_after_the_script()
    {
        var figures = Figures().Select(Shown.AsHtml).ToArray();
        var page = Open([.. figures.Take(4), Shown.AsHtml(Notebook.Start()), .. figures.Skip(4)]);
        Assert.Equal(figures.Length, Drawn().Count(page));
        Assert.Empty(Errors().Matches(page).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Charts_draw_where_requirejs_is_present_and_after_a_cell_is_run_again()
    {
        var (setup, cell) = (Shown.AsHtml(Notebook.Start()), Shown.AsHtml(CurvePlots.History(Samples.History)));
        var page = Open([RequireJs, setup, cell, cell, setup, Shown.AsHtml(CurvePlots.History(Samples.History))]);
        Assert.Equal(3, Drawn().Count(page));
        Assert.Empty(Errors().Matches(page).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Without_the_script_a_chart_says_what_is_missing()
    {
        var page = Open([Shown.AsHtml(CurvePlots.History(Samples.History))]);
        Assert.Empty(Drawn().Matches(page));
        Assert.Contains("once the notebook's set-up cell has run", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_names()
    {
        const string Name = "</script><img src=x onerror=\"document.title='broken'\"><b>bold</b>";
        var page = Open([Shown.AsHtml(Notebook.Start()), Shown.AsHtml(CurvePlots.Roc(Samples.Predictions(Name, 1)))]);
        Assert.Single(Drawn().Matches(page));
        Assert.DoesNotContain("<title>broken", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bold", page, StringComparison.Ordinal);
    }

    private static IEnumerable<Figure> Figures()
    {
        var (test, other) = (Samples.Predictions("test", 1.1), Samples.Predictions("other", 0.2));
        var threshold = ThresholdSweep.Of(other).Best(c => c.F1);
        var report = DetectionReport.Of(test, threshold, resamples: 20);
        return
        [
            CurvePlots.History(Samples.History), CurvePlots.Roc(test, other), CurvePlots.PrecisionRecall(test, other), CurvePlots.Scores(test, threshold),
            CurvePlots.Sweep(ThresholdSweep.Of(other), threshold), ConfusionPlot.Of(report.Counts), MetricPlots.WithIntervals([report]),
            MetricPlots.Bars("accuracy", [("one", 0.7), ("two", 0.6)], chance: 0.5),
        ];
    }

    /// <summary>The page after its scripts have run; errors are written into it as they happen.</summary>
    private string Open(IEnumerable<string> outputs)
    {
        const string WatchErrors = """
            <script>
            function note(what) { document.documentElement.dataset.error = what; }
            window.addEventListener("error", event => note(event.message));
            window.addEventListener("unhandledrejection", event => note(event.reason));
            console.error = note;
            </script>
            """;
        File.WriteAllText(folder.File("page.html"), $"<!doctype html><html><head><meta charset=\"utf-8\">{WatchErrors}</head><body>{string.Join('\n', outputs)}</body></html>");
        return Run(Chromium(), new Uri(folder.File("page.html")).AbsoluteUri);
    }

    private string Run(string browser, string address)
    {
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=15000", $"--user-data-dir={folder.File("profile")}", "--dump-dom", address,
            },
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var page = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return page;
    }

    private static string Chromium()
    {
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var browser = new[] { "chromium", "chromium-browser", "google-chrome" }.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine to draw charts in (apt install chromium).");
        return browser!;
    }

    // plotly.js marks a place it has drawn in, and puts its drawing right behind.
    [GeneratedRegex("class=\"telltale-plot js-plotly-plot\"[^>]*><div class=\"plot-container[^>]*><div[^>]*><svg class=\"main-svg\"")]
    private static partial Regex Drawn();

    [GeneratedRegex("<html data-error=\"([^\"]*)\"")]
    private static partial Regex Errors();
}
