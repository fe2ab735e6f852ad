using System.Text;

namespace Telltale.Workbench.Report;

/// <summary>
/// Each notebook brings plotly.js once, some megabytes of it; the page needs it once. Keeps the first
/// <c>&lt;script data-telltale="plotly"&gt;</c> it meets and removes the others.
/// </summary>
internal sealed class PlotlyScript
{
    private const string Begin = "<script data-telltale=\"plotly\"";
    private const string End = "</script>";

    private bool met;

    public string KeepFirst(string html)
    {
        var kept = new StringBuilder();
        var position = 0;
        while (html.IndexOf(Begin, position, StringComparison.OrdinalIgnoreCase) is >= 0 and var begin
            && html.IndexOf(End, begin, StringComparison.OrdinalIgnoreCase) is >= 0 and var end)
        {
            var next = end + End.Length;
            kept.Append(html, position, (met ? begin : next) - position);
            met = true;
            position = next;
        }

        return kept.Append(html, position, html.Length - position).ToString();
    }
}
