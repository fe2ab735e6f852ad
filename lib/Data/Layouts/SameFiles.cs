using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>Records whose paths lead to one file, by symbolic links, hard links or bind mounts, become one record.</summary>
internal sealed class SameFiles
{
    /// <summary>Reads the identity of every file.</summary>
    /// <param name="records">Records with distinct paths.</param>
    public SameFiles(IReadOnlyList<ImageRecord> records)
    {
        var dropped = new Dictionary<string, (string Reason, string Detail)>(StringComparer.Ordinal);
        var files = records.GroupBy(record => FileIdentity.Of(record.Path)?.Key ?? record.Path, StringComparer.Ordinal);
        foreach (var same in files.Select(file => file.ToList()).Where(file => file.Count > 1))
        {
            var kept = same.Find(record => new FileInfo(record.Path).LinkTarget is null) ?? same[0];
            var contradicts = same.Find(record => record.Label != kept.Label);
            foreach (var record in same.Where(record => contradicts is not null || record != kept))
            {
                var other = record == kept ? contradicts! : kept;
                var reason = contradicts is null ? "same file as another" : "labelled in two ways";
                dropped[record.Path] = (reason, other.Path);
            }
            if (contradicts is not null)
            {
                Warnings.Add(
                    $"{kept.Path} and {contradicts.Path} are one file, labelled {Word(kept)} and {Word(contradicts)}: neither is used.");
            }
        }
        (Dropped, Kept) = (dropped, [.. records.Where(record => !dropped.ContainsKey(record.Path))]);
    }

    /// <summary>One record for each file, in their order.</summary>
    public IReadOnlyList<ImageRecord> Kept { get; }

    /// <summary>The paths of the other records: why they were dropped, and the path of the file that they repeat.</summary>
    public IReadOnlyDictionary<string, (string Reason, string Detail)> Dropped { get; }

    /// <summary>Files with two labels.</summary>
    public List<string> Warnings { get; } = [];

    private static string Word(ImageRecord record) => record.Label.ToString().ToLowerInvariant();
}
