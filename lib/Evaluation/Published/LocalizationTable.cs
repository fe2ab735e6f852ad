using System.Text;
using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>One row: a source, a method, and whether only the region or the whole image was made anew.</summary>
/// <param name="Source">Which images were edited; <c>AVG</c> in the average row.</param>
/// <param name="Method">How; <c>-</c> where that is not known.</param>
/// <param name="EditKind">Splice or full regeneration.</param>
/// <param name="Edited">Edited images of the row; 0 where only the paper has such a row.</param>
/// <param name="Authentic">Authentic images that they are told apart from; 0 where none are used.</param>
/// <param name="Measured">One figure for each metric of the table; NaN where not defined.</param>
/// <param name="Paper">The paper's figures in the same order; NaN where it has none.</param>
public sealed record LocalizationRow(
    string Source, string Method, EditKind EditKind, int Edited, int Authentic, IReadOnlyList<double> Measured, IReadOnlyList<double> Paper)
{
    /// <summary><c>sp</c>, <c>fr</c>, or <c>-</c> where not known.</summary>
    public string Kind => EditKind switch { EditKind.Spliced => "sp", EditKind.FullyRegenerated => "fr", _ => "-" };
}

/// <summary>
/// Figures of a localizer for each source × method with splices and full regenerations apart, beside the paper's: made by
/// <see cref="LocalizationTables"/>.
/// </summary>
/// <param name="Title">What the table is, and on which set.</param>
/// <param name="Metrics">What each value of a row is.</param>
/// <param name="Rows">By source, method and kind; last the paper's rows of which there are no images here.</param>
/// <param name="Average">The mean of the measured rows, each counting once. The paper's is of all its rows, most of which it does not print.</param>
/// <param name="Conventions">What is counted, by which thresholds, and where those come from.</param>
public sealed record LocalizationTable(
    string Title, IReadOnlyList<Metric> Metrics, IReadOnlyList<LocalizationRow> Rows, LocalizationRow Average, IReadOnlyList<string> Conventions)
{
    /// <summary>An aligned table, the paper's figure beside each measured one.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(Title);
        string[] heading = ["source", "method", "kind", "edited", "authentic", .. Metrics.SelectMany(metric => new[] { metric.Name, "paper" })];
        TextTable.Append(text, [heading, .. Rows.Append(Average).Select(Cells)], left: [0, 1, 2]);
        return text.AppendJoin('\n', Conventions).ToString();
    }

    private static string[] Cells(LocalizationRow row) =>
    [
        row.Source, row.Method, row.Kind, Count(row.Edited), Count(row.Authentic),
        .. row.Measured.Zip(row.Paper).SelectMany(figures => new[] { TextTable.Figure(figures.First), TextTable.Figure(figures.Second) }),
    ];

    private static string Count(int images) => images == 0 ? "-" : $"{images:N0}";
}
