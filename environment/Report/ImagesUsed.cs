using Telltale.Workbench.Results;

namespace Telltale.Workbench.Report;

/// <summary>Says whether any real image was used in a run.</summary>
internal static class ImagesUsed
{
    public static string Sentence(RunSummary summary)
    {
        var real = Notebooks(summary, simulated: false);
        var simulated = Notebooks(summary, simulated: true);
        return Test(summary) + (real.Length, simulated.Length) switch
        {
            (0, 0) => "This run recorded no result, neither on real nor on simulated images.",
            (0, _) => "No real image was used: every value of this run was measured on images that the kit generated (simulated), "
                + "which are no evidence about real photographs or real generators.",
            (_, 0) => "Real images were used: no value of this run was measured on simulated images.",
            _ => $"Real images were used in {string.Join(", ", real)} only; the values of {string.Join(", ", simulated.Except(real))} "
                + "were measured on simulated images and are no evidence about real ones.",
        };
    }

    private static string Test(RunSummary summary) =>
        ((string?)summary.Information["profile"])?.StartsWith("tiny", StringComparison.Ordinal) == true
            ? "This run used the profile tiny, which only shows that the program works: its values mean nothing. "
            : "";

    private static string[] Notebooks(RunSummary summary, bool simulated) =>
    [
        .. summary.Results.Where(result => result.Simulated == simulated).Select(result => result.Notebook)
            .Concat(summary.Findings.Where(finding => finding.Images == (simulated ? "simulated" : "real"))
                .Select(finding => finding.Notebook))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
