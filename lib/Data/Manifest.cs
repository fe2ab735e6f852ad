using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// A collection as a CSV file. The columns <c>path</c> and <c>label</c> are required; <c>source</c>,
/// <c>split</c>, <c>source_id</c>, <c>mask_path</c>, <c>method</c>, <c>edit_kind</c> (sp or fr), <c>width</c>, <c>height</c>,
/// <c>format</c> and <c>jpeg_quality</c> are optional; others are ignored. Relative paths start at the manifest's folder, with / or \
/// as separator.
/// </summary>
/// <example><code>
/// var images = DetectionFolder.Read("/data/ForenSynths").WithHeaders();
/// Manifest.Write("/data/forensynths.csv", images);
/// var records = Manifest.Read("/data/forensynths.csv");
/// </code></example>
public static class Manifest
{
    internal static readonly string[] Columns =
    [
        "path", "label", "source", "split", "source_id", "mask_path", "method", "edit_kind", "width", "height", "format", "jpeg_quality",
        "mask_options",
    ];

    internal static readonly string[] Needed = ["path", "label"];

    /// <summary>Reads a manifest. The images themselves are not opened.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="options">Names of its columns and labels, where they are not the kit's; null for none.</param>
    /// <returns>The records, in the order of the lines.</returns>
    /// <exception cref="ManifestException">
    /// A required column is missing, a row has more or fewer fields than the header, a value is invalid, a label contradicts a class
    /// folder of its path, a path occurs twice, or there are no rows; names file and line.
    /// </exception>
    public static IReadOnlyList<ImageRecord> Read(string path, CsvOptions? options = null)
    {
        var manifest = Path.GetFullPath(path);
        var (records, lines) = (new List<ImageRecord>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in ManifestTable.Rows(manifest, Needed, Columns, options))
        {
            records.Add(row.ToRecord());
            if (!lines.TryAdd(records[^1].Path, row.Line))
            {
                throw row.Error($"'{records[^1].Path}' is already on line {lines[records[^1].Path]}", "Remove one of the lines.");
            }
        }
        return records.Count > 0 ? records : throw NoRows(manifest);
    }

    /// <summary>The error of a file that was cut off behind its header, or never had rows.</summary>
    internal static ManifestException NoRows(string path) =>
        new(path, 1, "there are no rows below the header", "Add one row for each image, or write the file again.");

    /// <summary>True for a CSV file with the columns path and label; other tools also write files named manifest.csv.</summary>
    /// <param name="path">A file, which need not exist.</param>
    /// <param name="options">Names of its columns. A file is then a manifest whatever its columns: a wrong name is an error.</param>
    internal static bool Is(string path, CsvOptions? options) =>
        ManifestTable.HasColumns(path, Needed, options) || (options is { Columns.Count: > 0 } && File.Exists(path));

    /// <summary>Writes a manifest atomically; paths below its folder become relative.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="records">The records.</param>
    /// <exception cref="ArgumentException">A file name contains a backslash, which would be read as a separator.</exception>
    public static void Write(string path, IEnumerable<ImageRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        ImageRecord[] rows = [.. records];
        // Few collections need the last column.
        var width = Columns.Length - (rows.Any(record => record.Masks is not null) ? 0 : 1);
        var fields = rows.Select(record => Fields(record, folder)).Prepend(Columns);
        AtomicFile.WriteText(path, ManifestText.Of(fields.Select(row => row[..width])));
    }

    private static string?[] Fields(ImageRecord record, string folder) =>
    [
        Portable(record.Path, folder), record.Label.ToString().ToLowerInvariant(), record.Source, record.Split,
        record.SourceId == record.Path ? null : record.SourceId, record.MaskPath is null ? null : Portable(record.MaskPath, folder),
        record.Method, EditKindNames.Of(record.EditKind),
        record.Width == 0 ? null : $"{record.Width}", record.Height == 0 ? null : $"{record.Height}",
        record.Format, $"{record.JpegQuality}", MaskOptionsText.Of(record.Masks),
    ];

    private static string Portable(string path, string folder)
    {
        if (Path.DirectorySeparatorChar != '\\' && path.Contains('\\', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}' contains a backslash, which is a separator in manifests. Rename the file.");
        }
        var relative = Path.GetRelativePath(folder, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}
