using System.Text;

namespace Telltale.Workbench.Report;

/// <summary>
/// Keeps the first of each <c>&lt;script data-telltale="plotly…"&gt;</c> of the page and removes the others: every notebook includes
/// plotly.js, which has half a megabyte, or one and a half for all its traces.
/// </summary>
internal sealed class PlotlyScript
{
    private const string Begin = "<script data-telltale=\"plotly";
    private const string End = "</script>";

    private readonly HashSet<string> found = [];

    public string KeepFirst(string html)
    {
        var kept = new StringBuilder();
        var position = 0;
        while (html.IndexOf(Begin, position, StringComparison.OrdinalIgnoreCase) is >= 0 and var begin
            && html.IndexOf(End, begin, StringComparison.OrdinalIgnoreCase) is >= 0 and var end)
        {
            var next = end + End.Length;
            var isFirst = found.Add(html[begin..html.IndexOf('>', begin)]);
            kept.Append(html, position, (isFirst ? next : begin) - position);
            position = next;
        }

        return kept.Append(html, position, html.Length - position).ToString();
    }
}
