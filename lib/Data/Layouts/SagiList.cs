namespace Telltale.Data.Layouts;

/// <summary>
/// The official list of SAGI-D: a CSV file with the columns <c>img_path</c>, <c>mask_path</c>, <c>src_path</c> (Windows separators) and
/// <c>type</c> (sp or fr). Each row is an edited image, each distinct <c>src_path</c> an authentic one.
/// </summary>
internal static class SagiList
{
    private static readonly string[] Columns = ["img_path", "mask_path", "src_path", "type"];

    private sealed record Row(int Line, string[] Image, string[] Mask, string[] Original, EditKind EditKind);

    /// <summary>True for a CSV file with the columns of the list.</summary>
    public static bool Is(string path) => ManifestTable.HasColumns(path, Columns);

    /// <summary>The images that the list names, whether they exist or not.</summary>
    /// <param name="list">Absolute path of the list.</param>
    /// <param name="root">The folder that its paths are relative to, or one below it.</param>
    /// <exception cref="ManifestException">A row is invalid.</exception>
    public static IEnumerable<LayoutEntry> Read(string list, string root)
    {
        var rows = Rows(list);
        return Records(rows, root, Math.Max(0, Start(rows, root, File.Exists))).Select(named => (LayoutEntry)named.Record);
    }

    /// <summary>The images that the list names; one that is missing is a problem.</summary>
    /// <param name="list">Absolute path of the list.</param>
    /// <param name="contents">
    /// The images below the top folder, which is the folder that the list's paths are relative to or one below it.
    /// </param>
    /// <exception cref="ManifestException">A row is invalid, or none of the images is there.</exception>
    public static IEnumerable<LayoutEntry> Read(string list, FolderContents contents)
    {
        var rows = Rows(list);
        if (Start(rows, contents.Root, contents.Contains) is not (>= 0 and var start))
        {
            throw new ManifestException(
                list, 2, $"none of the images it names is below {contents.Root}; the first is {string.Join('/', rows[0].Image)}",
                "Name the folder that contains them, or remove the list.");
        }
        return Records(rows, contents.Root, start).Select(named => Present(contents, list, named.Line, named.Record));
    }

    private static List<Row> Rows(string list)
    {
        List<Row> rows =
        [
            .. ManifestTable.Rows(list, Columns, Columns).Select(row => new Row(
                row.Line, Parts(row, "img_path", "image"), Parts(row, "mask_path", "mask"), Parts(row, "src_path", "original"),
                row.EditKind(row.Required("type")))),
        ];
        return rows.Count > 0 ? rows : throw new ManifestException(list, 1, "it has a header but no rows", "Download it again.");
    }

    private static string[] Parts(ManifestRow row, string column, string folder)
    {
        var parts = row.Required(column).Split('\\', '/');
        return parts.Length >= 4 && parts[^2] == folder
            ? parts
            : throw row.Error($"'{column}' is '{string.Join('/', parts)}', not …/{folder}/file", "Use the official list unchanged.");
    }

    /// <summary>How many leading parts of the paths are above the top folder; −1 where none of the images exists.</summary>
    private static int Start(List<Row> rows, string root, Func<string, bool> isThere)
    {
        for (var start = 0; start < rows[0].Image.Length; start++)
        {
            if (rows.Any(row => isThere(Path.Combine([root, .. row.Image.Skip(start)]))))
            {
                return start;
            }
        }
        return -1;
    }

    private static IEnumerable<(int Line, ImageRecord Record)> Records(List<Row> rows, string root, int start)
    {
        string At(string[] parts) => Path.Combine([root, .. parts.Skip(start)]);
        var originals = rows.Select(row => (row.Line, SagiLayout.Authentic(root, At(row.Original)))).DistinctBy(named => named.Item2.Path);
        return originals.Concat(rows.Select(row => (row.Line, SagiLayout.Edited(root, At(row.Image), At(row.Mask), row.EditKind))));
    }

    private static LayoutEntry Present(FolderContents contents, string list, int line, ImageRecord record)
    {
        var missing = new[] { record.Path, record.MaskPath }.FirstOrDefault(path => path is not null && !contents.Contains(path));
        return missing is null
            ? record
            : new ImageFileException(
                record.Path,
                $"{(missing == record.Path ? "It" : $"Its mask {missing}")} does not exist, but {list} names it in line {line}.",
                "Complete the collection" + LayoutEntry.OrSkip);
    }
}
