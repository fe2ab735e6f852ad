using System.IO.Compression;
using System.Text.RegularExpressions;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class NotebookTests
{
    private static readonly string Html = Shown.AsHtml(Notebook.Start());

    [Fact]
    public void The_set_up_cell_brings_plotly_once_with_the_marker() =>
        Assert.Single(Regex.Matches(Html, "<script data-telltale=\"plotly\">"));

    [Fact]
    public void Plotly_comes_from_the_package_and_never_from_an_address()
    {
        Assert.DoesNotMatch("<script[^>]+src", Html);
        Assert.DoesNotMatch("<link", Html);
        var packed = Convert.FromBase64String(Regex.Match(Html, "atob\\(\"([^\"]+)\"").Groups[1].Value);
        using var script = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        Assert.Contains("plotly.js (cartesian", script.ReadToEnd(), StringComparison.Ordinal);
        Assert.True(Html.Length < 600_000, "An executed notebook would be large.");
    }

    [Fact]
    public void One_line_says_what_the_notebook_runs_on()
    {
        var line = Shown.AsText(Notebook.Start());
        Assert.DoesNotContain('\n', line);
        Assert.Matches(@"^Telltale \d.* · \.NET \d.* · libtorch \d.* · (CPU|NVIDIA GPU).* · profile ", line);
        Assert.Contains(Profile.Current.ToString(), line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runner_is_told_what_the_notebook_runs_on()
    {
        var run = Shown.AsJson(Notebook.Start(), "application/vnd.telltale.run+json");
        Assert.Contains("application/vnd.telltale.run+json", Shown.MimeTypesOf(Notebook.Start()));
        Assert.All(new[] { "library", "libtorch", "device", "profile" }, name => Assert.NotEqual("", run.GetProperty(name).GetString()));
    }

    [Fact]
    public void A_collection_shows_what_each_source_holds()
    {
        var record = new ImageRecord("a.png", ImageLabel.Real, "camera <1>");
        var collection = new ImageCollection("photographs", [record, record with { Path = "b.png" }])
            { HeldOutSources = ["camera <1>"], IsSimulated = true };
        var html = Shown.AsHtml(collection);
        Assert.Contains(">camera &lt;1&gt;</td>", html, StringComparison.Ordinal);
        Assert.Contains(">2</td>", html, StringComparison.Ordinal);
        Assert.Contains(">never trained on</td>", html, StringComparison.Ordinal);
        Assert.Contains("(simulated)", html, StringComparison.Ordinal);
        Assert.Equal(collection.ToString(), Shown.AsText(collection));
    }

    [Fact]
    public void A_history_shows_a_table_with_the_kept_epoch() =>
        Assert.Contains(">kept</td>", Shown.AsHtml(Samples.History), StringComparison.Ordinal);

    [Fact]
    public void A_report_shows_its_metrics_the_constant_predictions_and_its_threshold()
    {
        var report = DetectionReport.Of(Samples.Predictions("<test>", 1.1), Threshold.Fixed(0.5), resamples: 20);
        var html = Shown.AsHtml(report);
        Assert.All(report.Metrics, metric => Assert.Contains($">{metric.Name}</td>", html, StringComparison.Ordinal));
        Assert.Contains(">all synthetic</th>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;test&gt;", html, StringComparison.Ordinal);
        Assert.Equal(report.ToString(), Shown.AsText(report));
    }

    [Fact]
    public void A_profile_shows_its_numbers() => Assert.Contains("1,500 images", Shown.AsHtml(Profile.Quick), StringComparison.Ordinal);
}
