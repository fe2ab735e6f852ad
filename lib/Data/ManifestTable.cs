using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Reads CSV files (RFC 4180) with a header: manifests and lists of data sets. Column names are case-insensitive.</summary>
internal static class ManifestTable
{
    /// <summary>The rows below the header. A row is valid until the next one is read.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="needed">Required columns.</param>
    /// <param name="known">All known columns, for error messages.</param>
    /// <exception cref="ManifestException">
    /// There is no such file, a required column is missing, or quotation marks do not match.
    /// </exception>
    public static IEnumerable<ManifestRow> Rows(string path, string[] needed, string[] known)
    {
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
        using var csv = new CsvReader(new StreamReader(path), Configuration(path));
        var found = Header(csv);
        if (needed.FirstOrDefault(column => !found.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } missing)
        {
            throw new ManifestException(
                path, 1, $"the column '{missing}' is missing; found: {string.Join(", ", found)}",
                $"Add it; columns are separated by commas. Known columns: {string.Join(", ", known)}.");
        }
        for (var row = new ManifestRow(csv, path); csv.Read();)
        {
            yield return row;
        }
    }

    /// <summary>True for a file that exists and has these columns.</summary>
    public static bool HasColumns(string path, string[] needed)
    {
        if (FileStatus.Of(path) is not { Kind: null })
        {
            return false;
        }
        using var csv = new CsvReader(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        var found = Header(csv);
        return needed.All(column => found.Contains(column, StringComparer.OrdinalIgnoreCase));
    }

    private static string[] Header(CsvReader csv) =>
        csv.Read() && csv.ReadHeader() ? [.. csv.HeaderRecord!.Select(column => column.Trim())] : [];

    private static CsvConfiguration Configuration(string path) => new(CultureInfo.InvariantCulture)
    {
        PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
        TrimOptions = TrimOptions.Trim,
        MissingFieldFound = null,
        BadDataFound = found => throw new ManifestException(
            path, found.Context.Parser?.RawRow ?? 1, $"the quotation marks of '{found.Field}' do not match",
            "Quote a field as \"…\" and a mark inside it as \"\"."),
    };
}
