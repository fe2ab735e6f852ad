namespace Telltale.Data;

/// <summary>
/// How a CSV file is written, where that cannot be found from the file itself. Separator, encoding and header are found; so are common
/// names of columns and labels (docs/data.md lists them).
/// </summary>
/// <example><code>
/// var options = new CsvOptions
/// {
///     Columns = { ["path"] = "filename", ["label"] = "typ", ["score"] = "clip" },
///     Labels = { ["photo"] = ImageLabel.Real, ["diffusion"] = ImageLabel.Synthetic },
/// };
/// var records = Manifest.Read("list.csv", options);
/// </code></example>
public sealed class CsvOptions
{
    /// <summary>
    /// The file's names of columns by the kit's (<c>path</c>, <c>label</c>, <c>score</c>, …). <c>#2</c> is the second column, for files
    /// without a header. Case-insensitive.
    /// </summary>
    public Dictionary<string, string> Columns { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the file's labels mean; precedes the kit's own. Case-insensitive; <c>1</c> covers <c>1.0</c>.</summary>
    public Dictionary<string, ImageLabel> Labels { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The character between two fields; null to find out: tab, semicolon or comma.</summary>
    public char? Separator { get; init; }

    /// <summary>
    /// The decimal separator, <c>.</c> or <c>,</c>; null to find out. Needed where <c>1,234</c> could be read in two ways.
    /// </summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>Whether the first row names the columns; null to find out.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// True (default) to refuse a label that contradicts a folder of its path, such as <c>0_real</c>; false where folders named so
    /// are not classes.
    /// </summary>
    public bool FoldersNameClasses { get; init; } = true;

    /// <summary>True where scores run from 0 to 100. Found from a % sign, or a column called percent.</summary>
    public bool ScoresArePercent { get; init; }

    /// <summary>A copy that reads one more column under another name.</summary>
    internal CsvOptions Naming(string column, string name)
    {
        var copy = new CsvOptions
        {
            Separator = Separator,
            DecimalSeparator = DecimalSeparator,
            HasHeader = HasHeader,
            FoldersNameClasses = FoldersNameClasses,
            ScoresArePercent = ScoresArePercent,
        };
        foreach (var (known, given) in Columns)
        {
            copy.Columns.Add(known, given);
        }
        foreach (var (text, label) in Labels)
        {
            copy.Labels.Add(text, label);
        }
        copy.Columns[column] = name;
        return copy;
    }
}
