using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class SignaturePlotTests
{
    [Fact]
    public void Every_row_says_whether_it_was_published_measured_elsewhere_or_in_this_run()
    {
        var chart = Shown.AsPlotly(SignaturePlot.Of([
            DetectorSignature.OfPaper, .. DetectorSignature.OfPaperNetworkOnFaces, DetectorSignature.OfProGanDetector[0],
            new("cured", "unseen generator", 0.6, 0.02, 0.9) { Origin = "this run, simulated" }]));
        var rows = chart.GetProperty("layout").GetProperty("yaxis").GetProperty("ticktext").EnumerateArray()
            .Select(row => row.GetString()!);
        Assert.Equal(
            ["[published]", "[measured elsewhere]", "[measured elsewhere]", "[published scores]", "[this run, simulated]"],
            rows.Select(row => row[..(row.IndexOf(']', StringComparison.Ordinal) + 1)]));
        var borders = chart.GetProperty("data").EnumerateArray()
            .Where(trace => trace.TryGetProperty("showlegend", out var shown) && !shown.GetBoolean())
            .Select(trace => trace.Numbers("y")[0]);
        Assert.Equal([0.5, 2.5, 3.5], borders);
    }

    [Fact]
    public void A_signature_is_of_this_run_unless_it_says_otherwise() =>
        Assert.Equal("this run", new DetectorSignature("a", "b", 0, 0, 0.5).Origin);
}
