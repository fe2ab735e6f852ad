using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Reads CSV files: manifests, scores, and lists of data sets. Column names are case-insensitive.</summary>
internal static class ManifestTable
{
    /// <summary>The rows of data. A row is valid until the next one is read.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="needed">Required columns.</param>
    /// <param name="known">All known columns.</param>
    /// <param name="options">What the caller says of the file; null for nothing.</param>
    /// <exception cref="ManifestException">
    /// There is no such file, a required column is missing, two columns have one name, a row has more or fewer fields than the header,
    /// quotation marks do not match, or a character is damaged.
    /// </exception>
    public static IEnumerable<ManifestRow> Rows(string path, string[] needed, string[] known, CsvOptions? options = null)
    {
        options ??= new();
        if (!File.Exists(path))
        {
            throw new ManifestException(
                path, 1, "there is no such file",
                $"Check the path; it should be a CSV file with the columns {string.Join(" and ", needed)}.");
        }
        if (FileStatus.Of(path)?.Kind is { } kind)
        {
            throw new ManifestException(path, 1, $"this is {kind}, not a regular file", "Write the lines to a file.");
        }
        var format = ManifestFormat.Of(path, known, options);
        RequireColumns(path, needed, known, format);
        using var parser = format.Open(path, found => throw new ManifestException(
            path, found.Context.Parser?.RawRow ?? 1, $"the quotation marks of '{found.Field}' do not match",
            "Quote a field as \"…\" and a mark inside it as \"\"."));
        for (var skipped = 0; skipped < format.RowsToSkip; skipped++)
        {
            Advance(parser, path);
        }
        for (var row = new ManifestRow(parser, format.Columns, path, options); Advance(parser, path);)
        {
            if (parser.Count != format.Columns.Count)
            {
                throw WrongCount(parser, row, format);
            }
            yield return row;
        }
    }

    /// <summary>True for a file that exists and has a header with these columns, or common other names of theirs.</summary>
    public static bool HasColumns(string path, string[] needed, CsvOptions? options = null)
    {
        try
        {
            return FileStatus.Of(path) is { Kind: null }
                && ManifestFormat.Of(path, needed, options ?? new()) is var format
                && needed.All(column => format.Columns.IndexOf(column) >= 0);
        }
        catch (ManifestException)
        {
            return false;
        }
    }

    private static void RequireColumns(string path, string[] needed, string[] known, ManifestFormat format)
    {
        if (needed.FirstOrDefault(column => format.Columns.IndexOf(column) < 0) is { } missing)
        {
            var separator = format.Separator switch { '\t' => "tabs", ';' => "semicolons", ',' => "commas", var other => $"'{other}'" };
            throw new ManifestException(
                path, 1,
                $"the column '{missing}' is missing; found: {format.Columns} (separated by {separator}); "
                + $"needed: {string.Join(", ", needed)}",
                $"Add or rename it, or name it: CsvOptions {{ Columns = {{ [\"{missing}\"] = \"…\" }} }}, or "
                + $"{(needed.Contains("score") ? "TELLTALE_SCORE_COLUMNS" : "TELLTALE_COLUMNS")}='{missing}=…'. "
                + $"Known columns: {string.Join(", ", known)}.");
        }
    }

    private static ManifestException WrongCount(CsvParser parser, ManifestRow row, ManifestFormat format)
    {
        _ = parser.Record; // unmatched quotation marks are the likelier cause, and are reported here
        var hint = format.Separator == ',' ? " A decimal comma needs another separator." : "";
        return row.Error(
            $"the row has {parser.Count} fields, where {format.Columns.Count} were expected ({format.Columns})",
            $"Put a field that contains '{format.Separator}' in quotation marks, and leave no field out.{hint}");
    }

    private static bool Advance(CsvParser parser, string path)
    {
        try
        {
            return parser.Read();
        }
        catch (DecoderFallbackException)
        {
            // Latin-1 keeps every byte.
            var line = File.ReadLines(path, Encoding.Latin1).TakeWhile(text => Utf8.IsValid(Encoding.Latin1.GetBytes(text))).Count();
            throw new ManifestException(
                path, line + 1, "it is neither UTF-8 nor UTF-16", "Save it as UTF-8; Excel calls this \"CSV UTF-8\".");
        }
    }
}
