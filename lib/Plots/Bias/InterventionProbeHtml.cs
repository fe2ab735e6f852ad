using Telltale.Bias;

namespace Telltale.Plots;

/// <summary>An intervention probe as an HTML table.</summary>
internal static class InterventionProbeHtml
{
    public static string Of(InterventionProbe probe)
    {
        var shifts = HtmlTable.Of(probe.Shifts,
            ("intervention", shift => shift.Intervention),
            ("shift, real", shift => shift.Real),
            ("shift, synthetic", shift => shift.Synthetic),
            ("separation", shift => shift.Separation),
            ("finding", shift => shift.Kind));
        return $"""
            <p><strong>Intervention probe</strong> of {PlotText.Html(probe.Verdict)}.</p>
            {shifts.ToHtml()}
            <p><small>{PlotText.Html(probe.Explanation)}</small></p>
            """;
    }
}
