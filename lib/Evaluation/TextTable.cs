using System.Text;

namespace Telltale.Evaluation;

/// <summary>Aligned columns in plain text: the first and the last to the left, those between to the right.</summary>
internal static class TextTable
{
    /// <summary>Appends rows of equal length, the first of them the headers.</summary>
    public static void AppendTo(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) =>
                column == 0 || column == row.Length - 1 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
