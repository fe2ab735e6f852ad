using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// A collection as a CSV file (RFC 4180) with a header. Columns: <c>path</c> and <c>label</c> are needed; <c>source</c>,
/// <c>split</c>, <c>source_id</c>, <c>mask_path</c>, <c>width</c>, <c>height</c>, <c>format</c>, <c>jpeg_quality</c> may be there;
/// others are passed over. Relative paths start at the manifest's folder, with / or \ between their parts.
/// </summary>
public static class Manifest
{
    private static readonly string[] Columns = ["path", "label", "source", "split", "source_id", "mask_path", "width", "height", "format", "jpeg_quality"];

    /// <summary>Reads a manifest. The images themselves are not opened.</summary>
    /// <param name="path">The CSV file.</param>
    /// <returns>The records in the order of the lines.</returns>
    /// <exception cref="ManifestException">A needed column is missing, a value cannot be understood, or a path stands twice; names file and line.</exception>
    public static IReadOnlyList<ImageRecord> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ManifestException(path, 1, "there is no such file", "Check the path; a manifest is a CSV file with the columns path and label.");
        }
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
            TrimOptions = TrimOptions.Trim,
            MissingFieldFound = null,
            BadDataFound = found => throw new ManifestException(path, found.Context.Parser?.Row ?? 0, $"the quotation marks of '{found.Field}' do not match", "Quote a field as \"…\" and a mark inside it as \"\"."),
        });
        ReadHeader(csv, path);
        var (records, seen) = (new List<ImageRecord>(), new HashSet<string>(StringComparer.Ordinal));
        while (csv.Read())
        {
            var record = ReadRow(csv, path);
            if (!seen.Add(record.Path))
            {
                throw new ManifestException(path, csv.Parser.Row, $"'{record.Path}' stands here a second time", "Remove one of the lines.");
            }
            records.Add(record);
        }
        return records;
    }

    /// <summary>Writes a manifest, whole or not at all; paths below its folder become relative.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="records">The records.</param>
    public static void Write(string path, IEnumerable<ImageRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        Array.ForEach(Columns, csv.WriteField);
        csv.NextRecord();
        foreach (var record in records)
        {
            string?[] fields =
            [
                Shorten(record.Path, folder), record.Label.ToString().ToLowerInvariant(), record.Source, record.Split,
                record.SourceId == record.Path ? "" : record.SourceId, record.MaskPath is null ? "" : Shorten(record.MaskPath, folder),
                record.Width == 0 ? "" : $"{record.Width}", record.Height == 0 ? "" : $"{record.Height}", record.Format, $"{record.JpegQuality}",
            ];
            Array.ForEach(fields, csv.WriteField);
            csv.NextRecord();
        }
        csv.Flush();
        AtomicFile.WriteText(path, text.ToString());
    }

    private static void ReadHeader(CsvReader csv, string path)
    {
        var found = csv.Read() && csv.ReadHeader() ? csv.HeaderRecord ?? [] : [];
        foreach (var needed in new[] { "path", "label" })
        {
            if (!found.Any(column => column.Trim().Equals(needed, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ManifestException(path, 1, $"the column '{needed}' is missing; found: {string.Join(", ", found)}", $"Add it. Known columns: {string.Join(", ", Columns)}.");
            }
        }
    }

    private static ImageRecord ReadRow(CsvReader csv, string manifest)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        string? Field(string column) => csv.TryGetField<string>(column, out var value) && !string.IsNullOrEmpty(value) ? value : null;
        string Required(string column) => Field(column) ?? throw new ManifestException(manifest, csv.Parser.Row, $"'{column}' is empty", "Fill it in or remove the line.");
        int? Number(string column) => Field(column) is not { } text ? null : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : throw new ManifestException(manifest, csv.Parser.Row, $"'{column}' is '{text}', not a whole number", "Correct it or leave it empty.");
        string Absolute(string value) => Path.GetFullPath(Path.Combine(folder, value.Replace('\\', '/')));

        var path = Absolute(Required("path"));
        return new ImageRecord(path, Label(Required("label"), manifest, csv.Parser.Row), Field("source") ?? Path.GetFileName(folder))
        {
            Split = Field("split"),
            SourceId = Field("source_id") ?? path,
            MaskPath = Field("mask_path") is { } mask ? Absolute(mask) : null,
            Width = Number("width") ?? 0,
            Height = Number("height") ?? 0,
            Format = Field("format"),
            JpegQuality = Number("jpeg_quality"),
        };
    }

    private static ImageLabel Label(string text, string manifest, int line) => text.ToLowerInvariant() switch
    {
        "real" => ImageLabel.Real,
        "synthetic" or "fake" => ImageLabel.Synthetic,
        "authentic" => ImageLabel.Authentic,
        "manipulated" => ImageLabel.Manipulated,
        _ => throw new ManifestException(manifest, line, $"the label '{text}' is unknown", "Use real or synthetic (detection), authentic or manipulated (localization)."),
    };

    private static string Shorten(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}

/// <summary>A manifest cannot be understood. The message names the file and the line, says what is wrong, and what to do.</summary>
public sealed class ManifestException : IOException
{
    internal ManifestException(string file, int line, string problem, string cure) : base($"{file}, line {line}: {problem}. {cure}") =>
        (File, Line) = (file, line);

    /// <summary>The manifest.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
