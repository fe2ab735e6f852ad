using System.Globalization;

namespace Telltale.Data;

/// <summary>Tells the columns of a CSV file without a header from their content, where only one reading is possible.</summary>
internal static class ManifestInference
{
    private static readonly HashSet<string> Extensions = new(
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"], StringComparer.OrdinalIgnoreCase);

    /// <summary>True for the name or path of an image file.</summary>
    public static bool IsImagePath(string field) => Extensions.Contains(Path.GetExtension(field));

    /// <summary>The columns: a path and a label, a path and a score, or all three.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="separator">The character between two fields.</param>
    /// <param name="rows">The first rows.</param>
    /// <param name="known">The columns that may occur; a score is expected where it is one of them.</param>
    /// <param name="options">Columns that the caller names by number are not inferred.</param>
    /// <exception cref="ManifestException">There are several readings, or none.</exception>
    public static ManifestColumns Columns(string path, char separator, string[][] rows, string[] known, CsvOptions options)
    {
        var count = rows.FirstOrDefault([]).Length;
        var inferred = options.Columns.ContainsKey("path") ? [] : Inferred(rows, count, known.Contains("score"), options);
        if (inferred is null || (separator == ',' && options.DecimalSeparator is null && MayBeSplitNumber(rows, inferred)))
        {
            throw new ManifestException(path, 1,
                $"the file has no header, and which of its {count} columns is which cannot be told: {string.Join(separator, rows[0])}",
                "Add a header, such as path,label" + (known.Contains("score") ? ",score" : "")
                + ", or pass CsvOptions { Columns = { [\"path\"] = \"#1\", … } }.");
        }
        return ManifestColumns.ByPosition(path, count, inferred, options);
    }

    private static Dictionary<string, int>? Inferred(string[][] rows, int count, bool withScore, CsvOptions options)
    {
        bool All(int column, Func<string, bool> condition) =>
            rows.All(row => row.Length <= column || condition(row[column]));
        var paths = Enumerable.Range(0, count).Where(column => All(column, IsImagePath)).ToArray();
        if (paths is not [var path])
        {
            return null;
        }
        var others = Enumerable.Range(0, count).Where(column => column != path).ToArray();
        var labels = others.Where(column => All(column, text => ManifestLabels.Parse(text, options) is not null)).ToArray();
        var numbers = others.Where(column => All(column, IsNumber)).Except(labels).ToArray();
        return (others.Length, withScore, labels, numbers) switch
        {
            (1, false, [var label], _) => new() { ["path"] = path, ["label"] = label },
            (1, true, _, [var score]) => new() { ["path"] = path, ["score"] = score },
            (1, true, [var score], _) when All(score, IsNumber) => new() { ["path"] = path, ["score"] = score },
            (2, true, [var label], [var score]) => new() { ["path"] = path, ["label"] = label, ["score"] = score },
            _ => null,
        };
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text.TrimEnd('%').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // a.jpg,0,250 is a label and a score, or one score with a decimal comma.
    private static bool MayBeSplitNumber(string[][] rows, Dictionary<string, int> inferred) =>
        inferred.TryGetValue("label", out var label) && inferred.TryGetValue("score", out var score) && score == label + 1
        && rows.All(row => row[label].All(char.IsAsciiDigit) && row[score].All(char.IsAsciiDigit));
}
