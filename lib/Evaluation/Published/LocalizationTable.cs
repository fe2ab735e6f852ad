using System.Text;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>One row: a source, a method, and a kind of edit.</summary>
/// <param name="Source">Which images were edited; <c>AVG</c> in the average row.</param>
/// <param name="Method">How; <c>-</c> where unknown.</param>
/// <param name="EditKind">Spliced or fully regenerated.</param>
/// <param name="Edited">Number of edited images; 0 for a row of the paper without images here.</param>
/// <param name="Authentic">Number of authentic images; 0 where none are used.</param>
/// <param name="Measured">One value per metric of the table; NaN where not defined.</param>
/// <param name="Paper">The paper's values in the same order; NaN where it has none.</param>
public sealed record LocalizationRow(
    string Source, string Method, EditKind EditKind, int Edited, int Authentic, IReadOnlyList<double> Measured, IReadOnlyList<double> Paper)
{
    /// <summary><c>sp</c>, <c>fr</c>, or <c>-</c> where unknown.</summary>
    public string Kind => KindName(EditKind);

    internal static string KindName(EditKind kind) =>
        kind switch { EditKind.Spliced => "sp", EditKind.FullyRegenerated => "fr", _ => "-" };
}

/// <summary>
/// Results of a localizer by source, method and kind of edit, with the paper's values. Made by <see cref="LocalizationTables"/>.
/// </summary>
/// <param name="Title">The table and the set.</param>
/// <param name="Metrics">What each value of a row is.</param>
/// <param name="Rows">Sorted by source, method and kind; rows of the paper without images here come last.</param>
/// <param name="Average">
/// The unweighted mean of the measured rows. The paper's is over all its rows, most of which it does not print.
/// </param>
/// <param name="Conventions">How it was measured, and the provenance of the thresholds.</param>
public sealed record LocalizationTable(
    string Title, IReadOnlyList<Metric> Metrics, IReadOnlyList<LocalizationRow> Rows,
    LocalizationRow Average, IReadOnlyList<string> Conventions)
{
    /// <summary>An aligned table, with the paper's value next to each measured value.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(Title);
        string[] heading = ["source", "method", "kind", "edited", "authentic",
            .. Metrics.SelectMany(metric => new[] { metric.Name, "paper" })];
        TextTable.Append(text, [heading, .. Rows.Append(Average).Select(Cells)], left: [0, 1, 2]);
        return text.AppendJoin('\n', Conventions).ToString();
    }

    private static string[] Cells(LocalizationRow row) =>
    [
        row.Source, row.Method, row.Kind, Count(row.Edited), Count(row.Authentic),
        .. row.Measured.Zip(row.Paper).SelectMany(pair => new[] { TextTable.Value(pair.First), TextTable.Value(pair.Second) }),
    ];

    private static string Count(int images) => images == 0 ? "-" : images.Invariant("N0");
}
