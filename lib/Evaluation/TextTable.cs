using System.Text;

namespace Telltale.Evaluation;

/// <summary>Aligned tables in plain text.</summary>
internal static class TextTable
{
    /// <summary>Writes rows of cells, each column as wide as its widest cell.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="rows">The rows, the heading first; all of one length.</param>
    /// <param name="left">The columns aligned to the left; the others hold figures.</param>
    public static void Append(StringBuilder text, IReadOnlyList<string[]> rows, params int[] left)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => left.Contains(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }

    /// <summary>A figure in [0, 1], or a dash where it is not defined.</summary>
    public static string Figure(double value) => double.IsNaN(value) ? "-" : $"{value:0.000}";

    /// <summary>A difference with its sign, or a dash where it is not defined.</summary>
    public static string Signed(double value) => double.IsNaN(value) ? "-" : $"{value:+0.000;-0.000;0.000}";

    /// <summary>The bounds of an interval, or a dash where none was drawn.</summary>
    public static string Interval(MetricValue metric) => Interval(metric.Lower, metric.Upper);

    /// <summary>Two bounds, or a dash where they are not defined.</summary>
    public static string Interval(double lower, double upper) => double.IsNaN(lower) ? "-" : $"[{Figure(lower)}, {Figure(upper)}]";
}
