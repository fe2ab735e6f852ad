using System.Globalization;
using CsvHelper;

namespace Telltale.Data;

/// <summary>The current row of a CSV file, as a row of a manifest.</summary>
/// <param name="parser">Positioned on the row.</param>
/// <param name="columns">Which column is which.</param>
/// <param name="manifest">Absolute path of the manifest.</param>
/// <param name="options">What the caller says of the file.</param>
internal sealed class ManifestRow(CsvParser parser, ManifestColumns columns, string manifest, CsvOptions options)
{
    private readonly string folder = Path.GetDirectoryName(manifest)!;

    /// <summary>The row as a record.</summary>
    /// <exception cref="ManifestException">A required value is missing, or a value is invalid.</exception>
    public ImageRecord ToRecord() => ToRecord(Label() ?? throw Empty("label"), "");

    /// <summary>The row as a record with a label that the row itself need not have.</summary>
    /// <param name="label">The label.</param>
    /// <param name="origin">Where it is from, for errors; empty for the row's own.</param>
    /// <exception cref="ManifestException">A required value is missing, or a value is invalid.</exception>
    public ImageRecord ToRecord(ImageLabel label, string origin)
    {
        var path = ToPath();
        RefuseContradiction(label, origin);
        return new(path, label, Optional("source") ?? Path.GetFileName(folder))
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
            Masks = Optional("mask_options") is not { } masks ? null : MaskOptionsText.Parse(masks)
                ?? throw Error($"'mask_options' is '{masks}'", "Write, for example, black or threshold=0 channel=green level=2 resize=8."),
        };
    }

    /// <summary>The absolute path of the row's image.</summary>
    /// <exception cref="ManifestException">It is missing or invalid.</exception>
    public string ToPath() => Absolute(Required("path"));

    /// <summary>The line in the file, from 1; of a row over several lines, the last.</summary>
    public int Line => parser.RawRow;

    /// <summary>An error that names the row.</summary>
    public ManifestException Error(string problem, string advice) => new(manifest, Line, problem, advice);

    /// <summary>The file's columns, for errors.</summary>
    public string Columns => columns.ToString();

    /// <summary>The file's own name of a column; null where it has none.</summary>
    public string? NameOf(string column) => columns.NameOf(column);

    /// <summary>The value of a column; null where it is empty or the file has no such column.</summary>
    public string? Optional(string column) =>
        columns.IndexOf(column) is >= 0 and var index && parser[index] is { Length: > 0 } value ? value : null;

    /// <summary>The value of a column.</summary>
    /// <exception cref="ManifestException">It is empty.</exception>
    public string Required(string column) => Optional(column) ?? throw Empty(column);

    /// <summary>The row's label; null where it has none.</summary>
    /// <exception cref="ManifestException">It is unknown.</exception>
    public ImageLabel? Label() => Optional("label") is not { } text ? null : ManifestLabels.Parse(text, options) ?? throw Error(
        $"the label '{text}' is unknown",
        "Use real or synthetic (detection), authentic or edited (localization), " +
        $"or say what it means: CsvOptions {{ Labels = {{ [\"{text}\"] = ImageLabel.Synthetic }} }}, "
        + $"or TELLTALE_LABELS='{text}=synthetic'.");

    /// <summary>Refuses a class that the innermost class folder of the row's path contradicts.</summary>
    /// <param name="label">The class of the image.</param>
    /// <param name="origin">Where the class is from, for the error; empty for the row's own label.</param>
    /// <exception cref="ManifestException">The folder is of the other class; the message shows both.</exception>
    public void RefuseContradiction(ImageLabel label, string origin)
    {
        var isPositive = label is ImageLabel.Synthetic or ImageLabel.Edited;
        if (options.FoldersNameClasses && ManifestLabels.OfFolders(Required("path")) is { } named && named.IsPositive != isPositive)
        {
            throw Error(
                $"'{Required("path")}' is {ManifestLabels.NameOf(named.IsPositive, label)} by its folder {named.Folder}, "
                + $"but {ManifestLabels.NameOf(isPositive, label)} {(origin.Length > 0 ? origin : $"by its label '{Optional("label")}'")}",
                Meaning + "if folders do not name classes, pass CsvOptions { FoldersNameClasses = false }.");
        }
    }

    /// <summary>How to swap the meaning of labels, as the beginning of an advice.</summary>
    public string Meaning => Optional("label") is { } text && ManifestLabels.Parse(text, options) is { } meant
        ? $"Correct one of the two; if '{text}' means "
            + $"{ManifestLabels.NameOf(meant is ImageLabel.Real or ImageLabel.Authentic, meant)} here, say so with CsvOptions.Labels "
            + $"or TELLTALE_LABELS='{text}=…'; "
        : "Correct one of the two; ";

    private ManifestException Empty(string column) => Error($"'{column}' is empty", "Fill it in or remove the line.");

    private int? Number(string column) =>
        Optional(column) is not { } text ? null
        // 640.0 is what a table with missing values makes of 640.
        : int.TryParse(
            text.AsSpan(0, text.Length - (text.EndsWith(".0", StringComparison.Ordinal) ? 2 : 0)),
            NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Error($"'{column}' is '{text}', not a whole number", "Correct it or leave it empty.");

    private string Absolute(string value) => value.Contains('\0', StringComparison.Ordinal)
        ? throw Error($"the path '{value.Replace('\0', '?')}' contains a NUL character", "Write the file again as text.")
        : Path.GetFullPath(Path.Combine(folder, value.Replace('\\', '/')));

    /// <summary>Parses sp or fr.</summary>
    /// <exception cref="ManifestException">It is neither.</exception>
    public EditKind EditKind(string text) =>
        EditKindNames.Parse(text) ?? throw Error($"'{text}' is neither sp nor fr", "Use sp for spliced and fr for fully regenerated.");
}
