namespace Telltale.Data.Layouts;

/// <summary>Accounts for every file of a folder after its layouts were read.</summary>
/// <param name="contents">The folder.</param>
/// <param name="entries">What the layouts returned.</param>
/// <param name="otherwise">Why an image is not used that no layout returned, a few words.</param>
internal sealed class FolderLedger(FolderContents contents, IReadOnlyList<LayoutEntry> entries, string otherwise)
{
    private readonly Dictionary<string, LedgerEntry> known = new(StringComparer.Ordinal);

    /// <summary>The ledger.</summary>
    /// <param name="files">The records that were kept and those that repeat their files.</param>
    /// <param name="lists">Absolute paths of the lists that were followed.</param>
    /// <param name="shards">All entries of the shards; empty for none.</param>
    public Ledger With(SameFiles files, IEnumerable<string> lists, IReadOnlyList<LedgerEntry> shards)
    {
        foreach (var record in files.Kept)
        {
            known[record.Path] = new(record.Path, FileUse.Used, "image") { Label = record.Label };
        }
        foreach (var mask in files.Kept.Select(record => record.MaskPath).OfType<string>())
        {
            known.TryAdd(mask, new(mask, FileUse.Used, "mask"));
        }
        foreach (var list in lists)
        {
            known.TryAdd(list, new(list, FileUse.Used, "list"));
        }
        foreach (var shard in shards.Select(entry => entry.Shard!).Distinct(StringComparer.Ordinal))
        {
            var path = Path.Combine(contents.Root, shard);
            known.TryAdd(path, new(path, FileUse.Used, "shard"));
        }
        foreach (var (path, (reason, detail)) in files.Dropped)
        {
            known[path] = new(path, FileUse.LeftOut, reason) { Detail = detail };
        }
        Explain();
        var labels = Labels(files.Kept);
        var listed = contents.Files.Select(file => known.Remove(file.Path, out var entry) ? entry : Other(file, labels)).ToList();
        listed.AddRange(shards.Select(entry => known.Remove(entry.Path, out var found) ? found with { Shard = entry.Shard } : entry));
        // A list can name files elsewhere.
        var elsewhere = known.Values.Where(entry => entry.Use == FileUse.Used && File.Exists(entry.Path));
        return new(contents.Root, [.. listed, .. elsewhere.OrderBy(entry => entry.Path, StringComparer.Ordinal)]);
    }

    private void Explain()
    {
        foreach (var entry in entries.Where(entry => entry.Record is null))
        {
            var (reason, detail) = entry.Problem is { } problem
                ? (Ledger.ShortReason(problem), problem.Message)
                : (entry.LeftOut!.Value.Reason, null);
            known.TryAdd(entry.File, new(entry.File, FileUse.LeftOut, reason) { Detail = detail });
        }
    }

    private LedgerEntry Other(ListedFile file, IReadOnlyDictionary<string, ImageLabel> labels) =>
        new(file.Path, FileUse.LeftOut, file.LeftOut ?? otherwise)
        {
            Detail = file.Detail,
            Label = file.IsImage ? LabelOf(file.Path, labels) : null,
        };

    private ImageLabel? LabelOf(string path, IReadOnlyDictionary<string, ImageLabel> labels) =>
        labels.TryGetValue(Path.GetDirectoryName(path)!, out var label) ? label
        : entries.Any(entry => entry.Record?.Label is ImageLabel.Real or ImageLabel.Synthetic) ? ClassFolders.LabelOf(contents, path)
        : null;

    /// <summary>The label of each folder whose images all have the same.</summary>
    private static Dictionary<string, ImageLabel> Labels(IEnumerable<ImageRecord> records) => records
        .GroupBy(record => Path.GetDirectoryName(record.Path)!, StringComparer.Ordinal)
        .Where(folder => folder.Select(record => record.Label).Distinct().Count() == 1)
        .ToDictionary(folder => folder.Key, folder => folder.First().Label, StringComparer.Ordinal);
}
