using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Runner;

/// <summary>The title of a cell in progress displays: the heading before it, or its first line of code.</summary>
internal static class CellTitle
{
    public static string Of(IReadOnlyList<NotebookCell> cells, int index)
    {
        for (var before = index - 1; before >= 0 && cells[before].Kind != CellKind.Code; before--)
        {
            if (Heading(cells[before].Source) is { } heading)
            {
                return heading;
            }
        }

        return FirstLine(cells[index].Source);
    }

    private static string? Heading(string markdown) =>
        markdown.Split('\n').LastOrDefault(line => line.StartsWith('#'))?.TrimStart('#').Trim() is { Length: > 0 } heading ? heading : null;

    private static string FirstLine(string code) =>
        code.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
}
