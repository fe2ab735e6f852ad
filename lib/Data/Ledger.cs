using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Every file below a folder that was read as a collection, each once: used, left out for a reason, or broken. A link to a folder that is
/// read elsewhere counts as one file; so does each entry of a shard, besides the shard itself.
/// </summary>
/// <example><code>
/// var images = DetectionFolder.Read("/data/ForenSynths");
/// Console.WriteLine(images.Ledger!.Summary);
/// Console.WriteLine(images.Ledger); // a table by folder, extension and reason
/// foreach (var file in images.Ledger.Where(file => file.Use == FileUse.LeftOut))
/// {
///     Console.WriteLine($"{file.Path}: {file.Reason}");
/// }
/// </code></example>
public sealed class Ledger : IReadOnlyList<LedgerEntry>
{
    private readonly LedgerEntry[] entries;

    internal Ledger(string root, IEnumerable<LedgerEntry> entries) => (Root, this.entries) = (root, [.. entries]);

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>Number of files.</summary>
    public int Count => entries.Length;

    /// <summary>The file at a position.</summary>
    public LedgerEntry this[int index] => entries[index];

    /// <summary>One line: how many files were used, left out and broken, and the most frequent reasons.</summary>
    public string Summary
    {
        get
        {
            string[] parts = [Part(FileUse.Used, "used"), Part(FileUse.LeftOut, "left out"), Part(FileUse.Broken, "broken")];
            return $"{Count.Counted("file")}: {string.Join(", ", parts)}";
        }
    }

    /// <summary>The files counted by folder, extension and reason: those not used first, then by number of files.</summary>
    public IReadOnlyList<LedgerRow> Rows =>
    [
        .. entries.GroupBy(file => (Folder: Folder(file), Extension: Extension(file), file.Use, file.Reason))
            .Select(files => new LedgerRow(files.Key.Folder, files.Key.Extension, files.Key.Use, files.Key.Reason, files.Count()))
            .OrderByDescending(row => row.Use).ThenByDescending(row => row.Files).ThenBy(row => row.Folder, StringComparer.Ordinal),
    ];

    /// <summary>What the reader of a result should know: one class lost many more images than the other. Empty for nothing.</summary>
    public IReadOnlyList<string> Warnings => ClassLoss.Of(this) is { } loss ? [loss] : [];

    /// <summary>Number of files with a use.</summary>
    public int Of(FileUse use) => entries.Count(file => file.Use == use);

    /// <summary>The table of <see cref="Rows"/> below the <see cref="Summary"/>.</summary>
    public override string ToString()
    {
        var rows = Rows.Select(row => (string[])
        [
            row.Files.Invariant("N0"), Word(row.Use), row.Reason, row.Extension.Length == 0 ? "(none)" : row.Extension, row.Folder,
        ]).ToList();
        rows.Insert(0, ["files", "use", "reason", "extension", "folder"]);
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var lines = rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column == 0 ? cell.PadLeft(widths[0]) : cell.PadRight(widths[column]))).TrimEnd());
        return string.Join('\n', lines.Prepend(Summary));
    }

    /// <inheritdoc/>
    public IEnumerator<LedgerEntry> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The word for a use in tables.</summary>
    internal static string Word(FileUse use) => use switch { FileUse.Used => "used", FileUse.LeftOut => "left out", _ => "broken" };

    /// <summary>The ledger after some images turned out to be broken.</summary>
    internal Ledger With(IEnumerable<ImageFileException> broken)
    {
        var problems = broken.DistinctBy(problem => problem.File).ToDictionary(problem => problem.File, StringComparer.Ordinal);
        return new(Root, entries.Select(file => file.Use == FileUse.Used && problems.TryGetValue(file.Path, out var problem)
            ? file with { Use = FileUse.Broken, Reason = ShortReason(problem), Detail = problem.Message }
            : file));
    }

    /// <summary>The first sentence of a problem, without the names and numbers of one file.</summary>
    internal static string ShortReason(ImageFileException problem)
    {
        var end = problem.Problem.IndexOfAny(['.', ':', '(']);
        return (end < 0 ? problem.Problem : problem.Problem[..end]).TrimEnd();
    }

    private static string Extension(LedgerEntry file) => Path.GetExtension(file.Path).ToLowerInvariant();

    private string Folder(LedgerEntry file) =>
        file.Shard ?? Path.GetRelativePath(Root, Path.GetDirectoryName(file.Path)!).Replace(Path.DirectorySeparatorChar, '/');

    private string Part(FileUse use, string word)
    {
        const int Shown = 6;
        var reasons = entries.Where(file => file.Use == use).CountBy(file => file.Reason)
            .OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).ToList();
        var text = string.Join(", ", reasons.Take(Shown).Select(reason => $"{reason.Key} {reason.Value.Invariant("N0")}"));
        var more = reasons.Count > Shown ? ", …" : "";
        return $"{Of(use).Invariant("N0")} {word}{(reasons.Count == 0 ? "" : $" ({text}{more})")}";
    }
}
