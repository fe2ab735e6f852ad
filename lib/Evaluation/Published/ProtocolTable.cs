using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>One row of the paper's table 3 under several protocols.</summary>
/// <param name="Source">Which images were edited; <c>AVG</c> in the average row.</param>
/// <param name="Method">How; <c>-</c> where unknown.</param>
/// <param name="EditKind">Spliced or fully regenerated.</param>
/// <param name="Values">One per protocol.</param>
/// <param name="Paper">The paper's F1 and IoU, whose protocol is unknown; NaN where it has none.</param>
public sealed record ProtocolRow(
    string Source, string Method, EditKind EditKind, IReadOnlyList<ProtocolValue> Values, (double F1, double IoU) Paper)
{
    /// <summary>Number of edited images.</summary>
    public int Images => Values[0].Images;

    /// <summary><c>sp</c>, <c>fr</c>, or <c>-</c> where unknown.</summary>
    public string Kind => LocalizationRow.KindName(EditKind);
}

/// <summary>
/// The paper's table 3 under each protocol. The paper does not say how it counted (its F1_th is defined nowhere), so that its values may be
/// any of these columns.
/// </summary>
/// <param name="Protocols">The columns.</param>
/// <param name="Rows">Sorted by source, method and kind.</param>
/// <param name="Average">The unweighted mean of the rows.</param>
public sealed record ProtocolTable(IReadOnlyList<MaskProtocol> Protocols, IReadOnlyList<ProtocolRow> Rows, ProtocolRow Average)
{
    /// <summary>Measures a set of masks by source, method and kind of edit.</summary>
    /// <param name="counts">The counted masks.</param>
    /// <param name="protocols">At least one, for example <see cref="MaskProtocol.All"/>.</param>
    public static ProtocolTable Of(ProtocolCounts counts, IReadOnlyList<MaskProtocol> protocols)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(protocols);
        ArgumentOutOfRangeException.ThrowIfZero(protocols.Count);
        ProtocolRow[] rows = [.. counts.Histograms.Select(image => Row(image.Record)).Distinct()
            .OrderBy(row => row.Source, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Method, StringComparer.OrdinalIgnoreCase)
            .ThenBy(row => row.Kind)
            .Select(row => new ProtocolRow(
                row.Source, row.Method, row.Kind, Measure(counts.Where(record => Row(record) == row), protocols), InPaper(row)))];
        var average = protocols.Select((protocol, column) => new ProtocolValue(
            protocol, rows.Average(row => row.Values[column].F1), rows.Average(row => row.Values[column].IoU), counts.Count));
        var printed = Paper.LocalizationSegmentation.Average;
        return new(protocols, rows, new("AVG", "-", EditKind.Unknown, [.. average], (printed[0], printed[1])));
    }

    private static (string Source, string Method, EditKind Kind) Row(ImageRecord record) =>
        (record.Source, record.Method ?? "-", record.EditKind);

    private static ProtocolValue[] Measure(ProtocolCounts counts, IReadOnlyList<MaskProtocol> protocols) =>
        [.. protocols.Select(counts.Measure)];

    private static (double F1, double IoU) InPaper((string Source, string Method, EditKind Kind) row) =>
        Paper.LocalizationSegmentation.Rows.FirstOrDefault(printed => printed.IsOf(row.Source, row.Method)) is { } found
            ? (found.Values[0], found.Values[1]) : (double.NaN, double.NaN);
}
