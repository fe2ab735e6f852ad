using System.Globalization;
using CsvHelper;

namespace Telltale.Data;

/// <summary>The current row of a CSV reader, as a row of a manifest.</summary>
/// <param name="csv">Positioned on the row.</param>
/// <param name="manifest">Absolute path of the manifest.</param>
internal sealed class ManifestRow(CsvReader csv, string manifest)
{
    private readonly string folder = Path.GetDirectoryName(manifest)!;

    /// <summary>The row as a record.</summary>
    /// <exception cref="ManifestException">A required value is missing, or a value is invalid.</exception>
    public ImageRecord ToRecord()
    {
        var path = Absolute(Required("path"));
        return new(path, Label(Required("label")), Optional("source") ?? Path.GetFileName(folder))
        {
            Split = Optional("split"),
            SourceId = Optional("source_id") ?? path,
            MaskPath = Optional("mask_path") is { } mask ? Absolute(mask) : null,
            Method = Optional("method"),
            EditKind = (Optional("edit_kind") ?? Optional("regeneration")) is { } kind ? EditKind(kind) : Data.EditKind.Unknown,
            Width = Number("width") ?? 0,
            Height = Number("height") ?? 0,
            Format = Optional("format"),
            JpegQuality = Number("jpeg_quality"),
        };
    }

    /// <summary>The line in the file, from 1; of a row over several lines, the last.</summary>
    public int Line => csv.Parser.RawRow;

    /// <summary>An error that names the row.</summary>
    public ManifestException Error(string problem, string advice) => new(manifest, Line, problem, advice);

    private string? Optional(string column) => csv.GetField(column) is { Length: > 0 } value ? value : null;

    /// <summary>The value of a column.</summary>
    /// <exception cref="ManifestException">It is empty.</exception>
    public string Required(string column) => Optional(column) ?? throw Error($"'{column}' is empty", "Fill it in or remove the line.");

    private int? Number(string column) =>
        Optional(column) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Error($"'{column}' is '{text}', not a whole number", "Correct it or leave it empty.");

    private string Absolute(string value) => !value.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(Path.Combine(folder, value.Replace('\\', '/')))
        : throw Error("a path contains a NUL character", "The line was cut off or overwritten; write it again or remove it.");

    /// <summary>Parses sp or fr.</summary>
    /// <exception cref="ManifestException">It is neither.</exception>
    public EditKind EditKind(string text) =>
        EditKindNames.Parse(text) ?? throw Error($"'{text}' is neither sp nor fr", "Use sp for spliced and fr for fully regenerated.");

    private ImageLabel Label(string text) => text.ToLowerInvariant() switch
    {
        "real" or "0" => ImageLabel.Real,
        "synthetic" or "fake" or "1" => ImageLabel.Synthetic,
        "authentic" => ImageLabel.Authentic,
        "edited" or "manipulated" or "tampered" => ImageLabel.Edited,
        _ => throw Error($"the label '{text}' is unknown", "Use real or synthetic (detection), authentic or edited (localization)."),
    };
}
