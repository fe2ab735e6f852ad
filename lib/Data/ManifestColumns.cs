using System.Globalization;

namespace Telltale.Data;

/// <summary>
/// Which column of a CSV file is which: by the header, by the caller's names, or by the content of a file without a header.
/// </summary>
internal sealed class ManifestColumns
{
    // Other tools' names. Not here: names that some tools use for something else, such as class or type.
    private static readonly Dictionary<string, string[]> Synonyms = new()
    {
        ["path"] = ["image_path", "img_path", "file_path", "filepath", "filename", "file_name", "file", "image"],
        ["label"] = ["target", "y_true", "ground_truth", "gt"],
        ["score"] = ["prob", "probability", "y_score", "logit", "logits", "percent"],
    };

    private readonly Dictionary<string, int> indexes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> given;
    private readonly string[] header;
    private readonly string file;

    private ManifestColumns(string file, string[] header, CsvOptions options) =>
        (this.file, this.header, given) = (file, header, options.Columns);

    /// <summary>Fields of each row.</summary>
    public int Count => header.Length;

    /// <summary>Columns by the names of a header.</summary>
    /// <exception cref="ManifestException">Two columns have one name.</exception>
    public static ManifestColumns ByHeader(string file, int line, string[] header, CsvOptions options)
    {
        var repeated = header.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(names => names.Count() > 1);
        return repeated is null
            ? new(file, header, options)
            : throw new ManifestException(file, line, $"{repeated.Count()} columns are called '{repeated.Key}'", "Rename all but one.");
    }

    /// <summary>Columns of a file without a header, known by the caller's numbers or by inference.</summary>
    /// <param name="file">For errors.</param>
    /// <param name="count">Fields of each row.</param>
    /// <param name="inferred">Indexes by the kit's names.</param>
    /// <param name="options">Columns named by the caller.</param>
    public static ManifestColumns ByPosition(string file, int count, IReadOnlyDictionary<string, int> inferred, CsvOptions options)
    {
        var columns = new ManifestColumns(file, [.. Enumerable.Range(1, count).Select(number => $"#{number}")], options);
        foreach (var (name, index) in inferred.Where(pair => !options.Columns.ContainsKey(pair.Key)))
        {
            columns.indexes[name] = index;
        }
        return columns;
    }

    /// <summary>How many of these columns a row names.</summary>
    public static int Hits(string[] fields, IEnumerable<string> known, CsvOptions options) => known.Count(column =>
        fields.Any(field => field.Equals(options.Columns.GetValueOrDefault(column, column), StringComparison.OrdinalIgnoreCase)
            || (!options.Columns.ContainsKey(column) && Others(column).Contains(field.ToLowerInvariant()))));

    /// <summary>The index of a column by the kit's name; −1 where the file has none.</summary>
    /// <exception cref="ManifestException">The caller's name is missing, or several columns may be meant.</exception>
    public int IndexOf(string column)
    {
        if (!indexes.TryGetValue(column, out var index))
        {
            indexes[column] = index = Found(column);
        }
        return index;
    }

    /// <summary>The file's own name of a column.</summary>
    public string? NameOf(string column) => IndexOf(column) is >= 0 and var index ? header[index] : null;

    /// <summary>The file's columns, for errors.</summary>
    public override string ToString() => string.Join(", ", header);

    private int Found(string column)
    {
        if (given.TryGetValue(column, out var name))
        {
            return Position(name) is >= 0 and var named ? named : throw new ManifestException(
                file, 1, $"there is no column '{name}', which was named for '{column}'; found: {this}", "Name one of these.");
        }
        if (Position(column) is >= 0 and var exact)
        {
            return exact;
        }
        int[] others = [.. Others(column).Select(Position).Where(index => index >= 0)];
        return others.Length <= 1 ? others.FirstOrDefault(-1) : throw new ManifestException(
            file, 1, $"the column '{column}' may be {string.Join(" or ", others.Select(index => header[index]))}",
            $"Name it: CsvOptions {{ Columns = {{ [\"{column}\"] = \"{header[others[0]]}\" }} }}.");
    }

    private static string[] Others(string column) => Synonyms.GetValueOrDefault(column, []);

    private int Position(string name) =>
        name.StartsWith('#') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number >= 1 && number <= Count ? number - 1 : -1)
        : Array.FindIndex(header, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
