using System.Numerics;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Assigns groups of images to parts so that each part gets its share of every label, overall and within each source: iterative
/// stratification (Sechidis, Tsoumakas, Vlahavas, ECML PKDD 2011) on groups instead of examples.
/// </summary>
internal sealed class GroupDeal
{
    private static readonly bool[] Classes = [false, true];

    private readonly double[] shares;
    private readonly Dictionary<Cell, double>[] lacking;
    private readonly Dictionary<bool, int> groupsLeft;
    private readonly List<ImageRecord>[] parts;

    /// <summary>A label, within one source or (null) overall.</summary>
    private readonly record struct Cell(ImageLabel Label, string? Source);

    private sealed record Group(IReadOnlyList<ImageRecord> Records, IReadOnlyDictionary<Cell, int> Counts)
    {
        public bool Holds(bool positive) => Records.Any(record => record.IsPositive == positive);
    }

    private GroupDeal(double[] shares, IReadOnlyCollection<Group> groups)
    {
        this.shares = shares;
        parts = [.. shares.Select(_ => new List<ImageRecord>())];
        var totals = groups.SelectMany(group => group.Counts)
            .GroupBy(count => count.Key, count => count.Value)
            .ToDictionary(cell => cell.Key, cell => cell.Sum());
        lacking = [.. shares.Select(share => totals.ToDictionary(total => total.Key, total => share * total.Value))];
        groupsLeft = Classes.ToDictionary(positive => positive, positive => groups.Count(group => group.Holds(positive)));
    }

    /// <summary>Assigns all records. The result depends on seed, groups and shares, not on the order of the records.</summary>
    /// <returns>One part per share, each sorted by path.</returns>
    public static IReadOnlyList<ImageRecord>[] Deal(
        IEnumerable<ImageRecord> records, long seed, Func<ImageRecord, string> groupBy, double[] shares)
    {
        var groups = records.GroupBy(groupBy, StringComparer.Ordinal)
            .OrderBy(group => group.Key.Replace('\\', '/'), StringComparer.Ordinal)
            // Ties depend on the last bit of sums, and so on the order of summation.
            .Select(group => group.OrderBy(record => record.Path, StringComparer.Ordinal).ToList())
            .Select(group => new Group(group, Count(group)))
            .ToArray();
        var deal = new GroupDeal(shares, groups);
        // Large groups first, by order of magnitude: the small ones can then balance the parts.
        var order = SeededRandom.For(seed).Permutation(groups.Length).Select(index => groups[index]);
        foreach (var group in order.OrderByDescending(group => BitOperations.Log2((uint)group.Records.Count)))
        {
            deal.Give(group);
        }
        return [.. deal.parts.Select(part => part.OrderBy(record => record.Path, StringComparer.Ordinal).ToList())];
    }

    private static Dictionary<Cell, int> Count(IEnumerable<ImageRecord> records) => records
        .SelectMany(record => new[] { new Cell(record.Label, record.Source), new Cell(record.Label, null) })
        .GroupBy(cell => cell)
        .ToDictionary(cell => cell.Key, cell => cell.Count());

    private void Give(Group group)
    {
        var all = Enumerable.Range(0, shares.Length).ToList();
        var starving = all.Where(part => Classes.Any(positive => IsStarving(part, group, positive))).ToList();
        var chosen = (starving.Count > 0 ? starving : all).MaxBy(part => group.Counts.Sum(count => count.Value * lacking[part][count.Key]));
        parts[chosen].AddRange(group.Records);
        foreach (var (cell, count) in group.Counts)
        {
            lacking[chosen][cell] -= count;
        }
        foreach (var positive in Classes.Where(group.Holds))
        {
            groupsLeft[positive]--;
        }
    }

    /// <summary>True where a part still lacks a class and every remaining group with it is needed by such parts.</summary>
    private bool IsStarving(int part, Group group, bool positive) =>
        group.Holds(positive) && Lacks(parts[part], positive) && groupsLeft[positive] <= parts.Count(other => Lacks(other, positive));

    private static bool Lacks(List<ImageRecord> part, bool positive) => !part.Exists(record => record.IsPositive == positive);
}
