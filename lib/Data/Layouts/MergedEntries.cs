namespace Telltale.Data.Layouts;

/// <summary>
/// The entries of several layouts, one for each file: the first, except that a later layout may find a mask that an earlier one missed,
/// or use a file that an earlier one left out.
/// </summary>
internal sealed class MergedEntries
{
    private readonly List<LayoutEntry> entries = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Adds an entry, unless there is as good a one for its file.</summary>
    public void Add(LayoutEntry entry)
    {
        if (places.TryAdd(entry.File, entries.Count))
        {
            entries.Add(entry);
        }
        else if (Rank(entry) > Rank(entries[places[entry.File]]))
        {
            entries[places[entry.File]] = entry;
        }
    }

    /// <summary>The entries in the order in which their files were first added, without problems of files that are masks.</summary>
    public IReadOnlyList<LayoutEntry> Except(IReadOnlySet<string> masks) =>
        [.. entries.Where(entry => entry.Record is not null || !masks.Contains(entry.File))];

    private static int Rank(LayoutEntry entry) => entry.LeftOut is not null ? 0 : entry.Problem?.IsMissingMask == true ? 1 : 2;
}
