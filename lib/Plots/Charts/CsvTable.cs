using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>A table as a CSV file, for other programs.</summary>
/// <example><code>
/// var audit = ShortcutAudit.Of(DetectionFolder.Read("/data/images"));
/// CsvTable.Write("features.csv", audit.Features, ("feature", f => f.Feature.Name), ("auc", f => f.Auc));
/// </code></example>
public static class CsvTable
{
    /// <summary>Writes one row per item, atomically: UTF-8, commas, and numbers that read back as the same value.</summary>
    /// <param name="path">The file; its folder is created if missing.</param>
    /// <param name="items">The items; may be empty.</param>
    /// <param name="columns">The header of each column and the value in it; null becomes an empty field.</param>
    public static void Write<T>(string path, IEnumerable<T> items, params IReadOnlyList<(string Header, Func<T, object?> Value)> columns)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(columns);
        var rows = items.Select(item => columns.Select(column => Text(column.Value(item))).ToArray());
        AtomicFile.WriteText(path, ManifestText.Of(rows.Prepend([.. columns.Select(column => column.Header)])));
    }

    private static string Text(object? value) =>
        value is IFormattable formattable ? formattable.Invariant() : value?.ToString() ?? "";
}
