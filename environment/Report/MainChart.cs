using System.Globalization;
using System.Net;
using Telltale.Workbench.Results;

namespace Telltale.Workbench.Report;

/// <summary>
/// The chart of the first screen: one metric of the paper's detector and of those of this run, on a scale from 0 to 1 with chance in the
/// middle. It is text and boxes, so that it fits a phone, follows the colours of the page, and prints.
/// </summary>
internal static class MainChart
{
    /// <param name="paper">The paper's value; null without one.</param>
    /// <param name="findings">The findings whose values are drawn, each value once.</param>
    public static string Html(FindingValue? paper, IReadOnlyList<RecordedFinding> findings)
    {
        var measured = findings.SelectMany(finding => finding.Values.Select(value => (Value: value, finding.Images, finding.Notebook)))
            .DistinctBy(item => item.Value).ToList();
        var metric = paper?.Metric ?? measured.FirstOrDefault().Value?.Metric;
        measured.RemoveAll(item => item.Value.Metric != metric);
        if (measured.Count == 0)
        {
            return "";
        }

        // Two values under one name would look like a contradiction.
        var named = measured.CountBy(item => item.Value.Name).Where(name => name.Value > 1).Select(name => name.Key).ToHashSet();
        var rows = measured
            .Select(item => Row(
                item.Value, item.Value.Name + (named.Contains(item.Value.Name) ? $", {item.Notebook}" : ""), item.Images))
            .Prepend(paper is null ? "" : Row(paper, paper.Name, "published"));
        return $"""
            <figure class="main-chart">
            <figcaption><b>{Escape(Capitalized(metric!))}</b>: the share of right answers, averaged over real and synthetic images.
            A detector that always gives the same answer has 0.5, a perfect one has 1.</figcaption>
            <ol>
            {string.Concat(rows)}<li class="scale" aria-hidden="true"><span class="track"><i>0</i><i>0.5</i><i>1</i></span></li>
            </ol>
            <p class="note">Dot: value; bar: 95 % interval, where there is one.</p>
            </figure>
            """;
    }

    private static string Row(FindingValue value, string name, string images)
    {
        var interval = value is { Lower: { } lower, Upper: { } upper }
            ? $"<i class=\"range\" style=\"left:{Percent(lower)};width:{Percent(upper - lower)}\"></i>"
            : "";
        return $"""
            <li><span class="what">{Escape(name)} <em class="{images}">{images}</em></span>
            <span class="track">{interval}<i class="dot" style="left:{Percent(value.Value)}"></i></span>
            <span class="value">{value.Value.ToString("0.000", CultureInfo.InvariantCulture)}</span></li>

            """;
    }

    private static string Percent(double share) =>
        (100 * Math.Clamp(share, 0, 1)).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
