using System.Text;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>Aligned tables in plain text.</summary>
internal static class TextTable
{
    /// <summary>Writes rows of cells, with aligned columns.</summary>
    /// <param name="text">Appended to.</param>
    /// <param name="rows">The rows, the heading first; all of one length.</param>
    /// <param name="left">Columns aligned to the left; the others are aligned to the right.</param>
    public static void Append(StringBuilder text, IReadOnlyList<string[]> rows, params int[] left)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => left.Contains(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }

    /// <summary>A value with three decimals, or a dash for NaN.</summary>
    public static string Value(double value) => double.IsNaN(value) ? "-" : value.Invariant("0.000");

    /// <summary>A difference with its sign, or a dash for NaN.</summary>
    public static string Signed(double value) => double.IsNaN(value) ? "-" : value.Invariant("+0.000;-0.000;0.000");

    /// <summary>A mean difference with its sign, and its 95 % interval unless it is of a single run.</summary>
    public static string Signed(Spread difference) => difference.Interval is var (lower, upper)
        ? $"{Signed(difference.Mean)} [{Signed(lower)}, {Signed(upper)}]" : Signed(difference.Mean);

    /// <summary>The bounds of an interval, or a dash without one.</summary>
    public static string Interval(MetricValue metric) => Interval(metric.Lower, metric.Upper);

    /// <summary>Two bounds, or a dash for NaN.</summary>
    public static string Interval(double lower, double upper) => double.IsNaN(lower) ? "-" : $"[{Value(lower)}, {Value(upper)}]";
}
